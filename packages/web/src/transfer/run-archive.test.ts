import { dense, encodeCheckpoint, flatten, initialWeights, modelToJson, sequential } from '@shadegrad/core';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordOf, type KeptRun } from '../runs/kept-run.js';
import { dataRecordOf, folderConfigOf } from '../runs/run-settings.js';
import { sampleAdapter, sampleData, sampleEpochs, sampleHistory } from '../stories/sample-state.js';
import { PRESETS } from '../network/presets.js';
import { settingsOf } from '../training/settings.js';
import { COLUMNS } from '../worker/messages.js';
import { decodeMetricsLog, encodeMetricsLog, metricsCsv } from './metrics-log.js';
import { packRun, unpackRun, type StoredRun } from './run-archive.js';

const model = sequential({
  name: 'mine',
  inputShape: [28, 28, 1],
  layers: [flatten(), dense({ units: 10 })],
});
const state = {
  weights: initialWeights(model, 3),
  optimizer: new Map(),
  progress: { step: 300, epoch: 3, stepInEpoch: 0, lossSum: 0, correct: 0, count: 0 },
};
const fingerprint = { examples: 1, sha256: '0'.repeat(64) };
const config = folderConfigOf(
  { model: modelToJson(model), settings: settingsOf(PRESETS.tiny) },
  {
    created: new Date('2026-11-25T09:00:00Z'),
    data: dataRecordOf(sampleData, { training: fingerprint, test: fingerprint }),
    adapter: sampleAdapter,
    browser: 'a test',
  },
);
const { columns } = sampleHistory();
const rows = Float64Array.from(
  Array.from({ length: 300 }, (_, i) => COLUMNS.map((name) => columns[name][i] ?? 0)).flat(),
);
const run: KeptRun = {
  ...recordOf(config),
  step: 300,
  events: sampleEpochs.map((epoch) => ({ schema: 1, time: '2026-11-25T09:00:10.000Z', ...epoch })),
};

let stored: StoredRun;
beforeAll(async () => {
  const files = Object.entries(await encodeCheckpoint({ state }, { model }));
  const bytes = files.map(([name, contents]) => {
    return [name, typeof contents === 'string' ? new TextEncoder().encode(contents) : contents] as const;
  });
  stored = { run, rows, checkpoint: { name: 'step-000300-epoch-3', files: new Map(bytes) } };
});

describe('a run folder as a zip', () => {
  it('comes back as it was', async () => {
    const packed = packRun(stored);
    expect(packed.name).toBe('2026-11-25T09-00-00_mine_s42.zip');
    const unpacked = await unpackRun(packed.bytes, packed.name);
    expect(unpacked.config).toEqual(config);
    expect(unpacked.checkpoint?.contents.state).toEqual(state);
    expect(unpacked.measured.events.filter(({ type }) => type === 'epoch_end')).toHaveLength(3);
    const loss = COLUMNS.indexOf('loss');
    expect(unpacked.measured.rows.filter((_, i) => i % COLUMNS.length === loss)).toEqual(columns.loss);
  });

  it('is taken without its folder as well, and with files that nobody asked for', async () => {
    const files = Object.entries(unzipSync(packRun(stored).bytes));
    const flat = Object.fromEntries(files.map(([name, bytes]) => [name.replace(/^[^/]+\//, ''), bytes]));
    const unpacked = await unpackRun(zipSync({ ...flat, 'report.html': new Uint8Array(9) }), 'flat.zip');
    expect(unpacked.checkpoint?.name).toBe('step-000300-epoch-3');
  });

  it('is refused where its checkpoint is damaged', async () => {
    const files = unzipSync(packRun(stored).bytes);
    const weights = Object.entries(files).find(([name]) => name.endsWith('/weights.safetensors'))?.[1];
    weights?.set([1, 2, 3], weights.length - 8);
    await expect(unpackRun(zipSync(files), 'damaged.zip')).rejects.toMatchObject({
      code: 'SHADEGRAD_RUN_CHECKPOINT',
    });
  });

  it.each(['/etc/passwd', 'C:/x', '..\\x', 'a/../../x', '../config.json'])(
    'is refused with a file called %s',
    async (name) => {
      const zip = zipSync({ 'config.json': new Uint8Array(2), [name]: new Uint8Array(1) });
      await expect(unpackRun(zip, 'gift.zip')).rejects.toMatchObject({ code: 'SHADEGRAD_ZIP_PATH' });
    },
  );

  it('unpacks no more than it declares', async () => {
    // Ten megabytes that say they were two bytes.
    const zip = zipSync({ 'config.json': new Uint8Array(10_000_000) });
    const view = new DataView(zip.buffer);
    for (let at = 0; at + 28 <= zip.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 2, true);
    }
    await expect(unpackRun(zip, 'bomb.zip')).rejects.toMatchObject({
      code: expect.stringMatching(/^SHADEGRAD_(?:ZIP|RUN_CONFIG)$/),
    });
  });
});

describe('metrics.jsonl', () => {
  it('tells of steps and of what happened between them in order', () => {
    const lines = encodeMetricsLog(rows, run).trim().split('\n');
    const types = lines.map((line) => /"type":"(\w+)"/.exec(line)?.[1]);
    expect(types).toHaveLength(303);
    expect([types.indexOf('epoch_end'), types.lastIndexOf('epoch_end')]).toEqual([100, 302]);
  });

  it('is read again, with what is no event passed over', () => {
    const text = `${encodeMetricsLog(rows, run)}not json\n{"type":"step"}\n${'x'.repeat(100_000)}\n{"schema":1,"ti`;
    const { rows: read, events } = decodeMetricsLog(text);
    expect(read.length).toBe(rows.length);
    expect(events).toHaveLength(3);
  });

  it('forgets what a run took back', () => {
    const stamp = { schema: 1, time: '2026-01-02T03:04:05.000Z' };
    const step = (number: number, loss: number) => ({
      ...stamp,
      type: 'step',
      step: number,
      epoch: 1,
      loss,
      accuracy: 0.5,
      learningRate: 1,
    });
    const rollback = {
      ...stamp,
      type: 'rollback',
      from: 4,
      step: 2,
      epoch: 0,
      learningRate: 0.5,
      reason: '',
    };
    const change = { ...stamp, type: 'learning_rate', step: 3, learningRate: 0.1 };
    const log = [step(1, 1), step(2, 2), step(3, 3), change, rollback, step(3, 4), step(4, 5)];
    const { rows: read, events } = decodeMetricsLog(log.map((event) => JSON.stringify(event)).join('\n'));
    const losses = Array.from({ length: read.length / 6 }, (_, i) => read[6 * i + 3]);
    expect(losses).toEqual([1, 2, 4, 5]);
    expect(events).toEqual([]);
  });

  it('becomes a table with validation where an epoch ended', () => {
    const lines = metricsCsv(rows, sampleEpochs).trim().split('\n');
    expect(lines[0]).toBe('step,epoch,seconds,loss,accuracy,learningRate,validationLoss,validationAccuracy');
    expect(lines[99]?.endsWith(',,')).toBe(true);
    expect(lines[100]?.endsWith(',0.4,0.85')).toBe(true);
  });
});
