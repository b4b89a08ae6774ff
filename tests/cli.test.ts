// The command in a process of its own, on a real adapter: a run from its first event to its report, and all that can be
// done with it afterwards.

import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSafetensors, readSafetensorsMetadata, type Evaluation } from '@shadegrad/core';
import { encode } from 'fast-png';
import { syntheticDigits } from '@shadegrad/data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli, jsonLines, shadegrad, SMALL_MODEL, writeDigits, type Finished } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 300_000;
const SETTINGS = ['--data', 'digits', '--model', 'small.json', '--batch-size', '8', '--seed', '7'];

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-cli-'));
const sg = (args: readonly string[], options?: Parameters<typeof shadegrad>[2]): Promise<Finished> =>
  shadegrad(folder, args, options);
const read = (...path: string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');

/** The only run folder in `out`. */
async function onlyRun(out: string): Promise<string> {
  const runs = await readdir(join(folder, out));
  expect(runs).toHaveLength(1);
  return join(out, runs[0] ?? '');
}

/** The newest of the run's checkpoints. */
async function newestCheckpoint(run: string): Promise<string> {
  const names = await readdir(join(folder, run, 'checkpoints'));
  return join(run, 'checkpoints', names.toSorted().at(-1) ?? '');
}

/** The run's steps without the time at which each was done. */
async function untimedSteps(run: string): Promise<unknown[]> {
  const steps = jsonLines(await read(run, 'metrics.jsonl')).filter(({ type }) => type === 'step');
  return steps.map((event) => ({ ...event, time: undefined }));
}

interface Prediction {
  readonly file: string;
  readonly predicted: { readonly name: string };
  readonly classes: readonly { readonly probability: number }[];
}

interface CheckpointState {
  readonly progress: { readonly step: number };
}

interface StoredConfig {
  readonly model: { readonly layers: readonly { readonly type: string }[] };
  readonly variants: Readonly<Record<string, string>>;
}

beforeAll(async () => {
  await buildCli();
  await writeDigits(join(folder, 'digits'), { train: 480, test: 100 });
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
}, COMPILING);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a run', { timeout: COMPILING }, () => {
  let finished: Finished;
  let run: string;

  beforeAll(async () => {
    finished = await sg(['train', ...SETTINGS, '--epochs', '2', '--log-every', '1', '--out', 'first']);
    run = await onlyRun('first');
  }, COMPILING);

  test('ends with its result on stdout, plain lines of progress on stderr, and no escape sequences', () => {
    expect(finished.code).toBe(0);
    expect(finished.stdout).toMatch(
      /^test accuracy +\d+\.\d\d % {2}\(95 % interval \d+\.\d\d–\d+\.\d\d %; \d+ of 100\)$/m,
    );
    expect(finished.stdout).toContain(`report         ${join(run, 'report.html')}`);
    expect(finished.stderr.match(/^epoch \d\/2 .*$/gm)).toHaveLength(2);
    expect(finished.stderr + finished.stdout).not.toContain('\u001B');
  });

  test('is named for its time, its model and its seed', () => {
    expect(run).toMatch(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d_small_s7$/);
  });

  test('leaves its folder complete, and nothing else', async () => {
    expect((await readdir(join(folder, run), { recursive: true })).toSorted()).toEqual([
      'best',
      join('best', 'step-000054.safetensors'),
      join('best', 'step-000108.safetensors'),
      'checkpoints',
      ...['step-000054-epoch-1', 'step-000108-epoch-2'].flatMap((checkpoint) =>
        ['', 'SHA256SUMS', 'optimizer.safetensors', 'state.json', 'weights.safetensors'].map((file) =>
          join('checkpoints', checkpoint, file),
        ),
      ),
      'config.json',
      'evaluation.json',
      'metrics.jsonl',
      'report.html',
    ]);
  });

  test('keeps all that is needed to repeat it', async () => {
    expect(JSON.parse(await read(run, 'config.json'))).toMatchObject({
      schema: 2,
      name: 'small',
      command: ['train', ...SETTINGS, '--epochs', '2', '--log-every', '1', '--out', 'first'],
      model: { inputShape: [28, 28, 1] },
      optimizer: { type: 'adam', learningRate: 0.001 },
      epochs: 2,
      batchSize: 8,
      seed: 7,
      validationSplit: 0.1,
      data: { source: 'digits', training: { examples: 480 }, test: { examples: 100 } },
      adapter: { kind: expect.stringMatching(/^(hardware|software)$/), limits: expect.any(Object) },
      versions: { node: process.versions.node, webgpu: expect.stringMatching(/^\d/) },
    });
  });

  test('keeps its events: every step, the epochs, checkpoints, the evaluation, and last its end', async () => {
    const events = jsonLines(await read(run, 'metrics.jsonl'));
    expect(events[0]).toMatchObject({ type: 'run_start', examples: 432, stepsPerEpoch: 54, seed: 7 });
    expect(events.at(-1)).toMatchObject({ type: 'run_end', reason: 'completed', step: 108, epoch: 2 });
    expect(events.every(({ schema, time }) => schema === 1 && !Number.isNaN(Date.parse(String(time))))).toBe(
      true,
    );
    const steps = events.filter(({ type }) => type === 'step');
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 108 }, (_, index) => index + 1));
    const types = new Set(events.map(({ type }) => String(type)));
    expect([...types].toSorted()).toEqual([
      'checkpoint',
      'epoch_end',
      'evaluation',
      'run_end',
      'run_start',
      'step',
    ]);
  });

  test('evaluates to numbers that agree with each other', async () => {
    const evaluation: Evaluation = JSON.parse(await read(run, 'evaluation.json'));
    const { confusionMatrix, accuracy, correct, count, confidenceInterval, classes } = evaluation;
    expect(confusionMatrix.flat().reduce((sum, cell) => sum + cell, 0)).toBe(100);
    expect(confusionMatrix.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)).toBe(correct);
    expect(accuracy).toBe(correct / count);
    expect(confidenceInterval[0]).toBeLessThan(accuracy);
    expect(confidenceInterval[1]).toBeGreaterThan(accuracy);
    expect(classes.map(({ support }) => support)).toEqual(
      confusionMatrix.map((row) => row.reduce((sum, cell) => sum + cell, 0)),
    );
  });

  test('has learnt something', async () => {
    const losses = jsonLines(await read(run, 'metrics.jsonl')).flatMap(({ type, loss }) =>
      type === 'epoch_end' ? [Number(loss)] : [],
    );
    expect(losses[1]).toBeLessThan(losses[0] ?? 0);
  });

  test('has weights that carry their network along', async () => {
    const bytes = await readFile(join(folder, await newestCheckpoint(run), 'weights.safetensors'));
    expect([...readSafetensors(bytes).keys()].toSorted()).toEqual([
      'conv2d/bias',
      'conv2d/kernel',
      'dense/bias',
      'dense/kernel',
    ]);
    expect(JSON.parse(readSafetensorsMetadata(bytes).get('shadegrad.model') ?? '')).toMatchObject({
      format: 'shadegrad-model',
    });
  });

  test('has a report that needs no network and no scripts', async () => {
    const report = await read(run, 'report.html');
    expect(report).toContain('Learning curves');
    expect(report).toContain('Confusion matrix');
    expect(report).not.toMatch(/<script|<link|@import|(src|href)="(?!data:)/);
  });

  test('is evaluated again to the same numbers, from its folder and from its weights alone', async () => {
    const expected: Evaluation = JSON.parse(await read(run, 'evaluation.json'));
    await copyFile(
      join(folder, await newestCheckpoint(run), 'weights.safetensors'),
      join(folder, 'alone.safetensors'),
    );
    for (const args of [[run], ['alone.safetensors', '--data', 'digits']]) {
      const { code, stdout } = await sg(['evaluate', ...args, '--json']);
      expect(code).toBe(0);
      const [event, ...rest] = jsonLines(stdout);
      expect(rest).toEqual([]);
      expect(event).toMatchObject({
        schema: 1,
        type: 'evaluation',
        dataset: 'digits',
        correct: expected.correct,
      });
      expect(event?.['loss']).toBeCloseTo(expected.loss, 5);
    }
  });

  test('classifies pictures: as MNIST has them, and large ones of dark ink on light', async () => {
    const { test: digits } = syntheticDigits({ train: 1, test: 1, seed: 3 });
    const pixels = digits.images.subarray(0, 784);
    const large = Uint8Array.from({ length: 112 * 112 }, (_, index) => {
      const [y, x] = [Math.floor(index / 112), index % 112];
      return 255 - (pixels[Math.floor(y / 4) * 28 + Math.floor(x / 4)] ?? 0);
    });
    await writeFile(join(folder, 'small.png'), encode({ width: 28, height: 28, channels: 1, data: pixels }));
    await writeFile(join(folder, 'large.png'), encode({ width: 112, height: 112, channels: 1, data: large }));

    const { code, stdout } = await sg(['predict', run, 'small.png', 'large.png', '--json']);
    expect(code).toBe(0);
    const predictions = jsonLines<Prediction>(stdout);
    expect(predictions.map(({ file }) => file)).toEqual(['small.png', 'large.png']);
    expect(predictions[0]?.predicted.name).toBe(predictions[1]?.predicted.name);
    for (const { classes } of predictions) {
      expect(classes).toHaveLength(10);
      expect(classes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    }
    const text = await sg(['predict', run, 'small.png']);
    expect(text.stdout).toMatch(/^small\.png\n( {2}\d {2}\S+ +\d+\.\d\d %\n){3}$/);
  });

  test('is inspected: its layers, its plan, its WGSL', async () => {
    expect((await sg(['inspect', run])).stdout).toMatch(/conv2d \(Conv2D\) +\(batch, 12, 12, 4\) +104/);
    expect((await sg(['inspect', run, '--plan'])).stdout).toMatch(/^conv2d\/.+ FLOP?/m);
    expect((await sg(['inspect', 'small.json', '--plan', '--json'])).code).toBe(0);
    expect((await sg(['inspect', run, '--wgsl', 'conv2d'])).stdout).toContain('@compute');
    const { variants }: StoredConfig = JSON.parse(await read(run, 'config.json'));
    const plan = await sg(['inspect', run, '--plan', '--json']);
    for (const variant of Object.values(variants)) expect(plan.stdout).toContain(variant);
  });

  test('misses a target that it is given, with an exit code of its own', async () => {
    const { code, stderr } = await sg(['train', '--resume', run, '--fail-under', '1']);
    expect(stderr).toContain('SHADEGRAD_BELOW_TARGET');
    expect(code).toBe(5);
    const [error, end] = jsonLines(await read(run, 'metrics.jsonl')).slice(-2);
    expect(error).toMatchObject({ type: 'error', code: 'SHADEGRAD_BELOW_TARGET' });
    expect(end).toMatchObject({ type: 'run_end', reason: 'failed' });
  });
});

describe('events on stdout', { timeout: COMPILING }, () => {
  test('are all that is there, and those of metrics.jsonl', async () => {
    const { code, stdout } = await sg([
      'train',
      ...SETTINGS,
      '--epochs',
      '1',
      '--out',
      'json',
      '--json',
      '--quiet',
    ]);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toEqual(jsonLines(await read(await onlyRun('json'), 'metrics.jsonl')));
  });

  test('may go to a reader that leaves early', async () => {
    const finished = await sg(
      ['train', ...SETTINGS, '--epochs', '1', '--out', 'early', '--json', '--log-every', '1'],
      {
        closeStdoutAfter: 1,
      },
    );
    expect(finished.stderr).not.toContain('EPIPE');
    expect(finished.code).toBe(0);
    expect(await readdir(join(folder, await onlyRun('early')))).toContain('report.html');
  });
});

describe('Ctrl-C', { timeout: COMPILING }, () => {
  test('leaves a run that goes on to the same bits as one that was not interrupted', async () => {
    const settings = [
      'train',
      ...SETTINGS,
      '--batch-size',
      '2',
      '--epochs',
      '3',
      '--log-every',
      '1',
      '--json',
    ];
    const whole = await sg([...settings, '--out', 'whole']);
    expect(whole.code).toBe(0);

    let sent = false;
    const stopped = await sg([...settings, '--out', 'stopped'], {
      onStdout: (stdout, child) => {
        if (sent || !stdout.includes('"type":"step","step":5,')) return;
        sent = true;
        child.kill('SIGINT');
      },
    });
    expect(stopped.code).toBe(130);
    const run = await onlyRun('stopped');
    expect(stopped.stderr).toContain(`shadegrad train --resume ${run}`);
    const state: CheckpointState = JSON.parse(await read(await newestCheckpoint(run), 'state.json'));
    expect(state.progress.step).toBeGreaterThanOrEqual(5);
    expect(state.progress.step).toBeLessThan(648);

    const resumed = await sg(['train', '--resume', run, '--json']);
    expect(resumed.code).toBe(0);
    const original = await onlyRun('whole');
    for (const file of ['weights.safetensors', 'optimizer.safetensors']) {
      const [expected, actual] = await Promise.all(
        [original, run].map(async (path) => readFile(join(folder, await newestCheckpoint(path), file))),
      );
      expect(actual?.equals(expected ?? Buffer.alloc(0))).toBe(true);
    }
    expect(await untimedSteps(run)).toEqual(await untimedSteps(original));
  });
});

describe('a run with averaged weights', { timeout: COMPILING }, () => {
  test('keeps both kinds, and is told, evaluated and extended with the average', async () => {
    const flags = ['--epochs', '1', '--ema-momentum', '0.9', '--out', 'averaged'];
    const { code, stderr } = await sg(['train', ...SETTINGS, ...flags]);
    expect(code).toBe(0);
    expect(stderr).toContain('weights averaged with momentum 0.9');
    const run = await onlyRun('averaged');
    expect(JSON.parse(await read(run, 'config.json'))).toMatchObject({ optimizer: { emaMomentum: 0.9 } });
    expect(await read(run, 'report.html')).toContain('What was evaluated are the averaged weights.');

    const checkpoint = join(folder, await newestCheckpoint(run));
    const weights = readSafetensors(await readFile(join(checkpoint, 'weights.safetensors')));
    const state = readSafetensors(await readFile(join(checkpoint, 'optimizer.safetensors')));
    expect(weights.size).toBeGreaterThan(0);
    for (const [name, average] of weights) {
      const unaveraged = state.get(`unaveraged/${name}`);
      expect(unaveraged?.shape).toEqual(average.shape);
      expect(unaveraged?.data).not.toEqual(average.data);
    }

    const told: Evaluation = JSON.parse(await read(run, 'evaluation.json'));
    const again = await sg([
      'evaluate',
      join(checkpoint, 'weights.safetensors'),
      '--data',
      'digits',
      '--json',
    ]);
    const [evaluation] = jsonLines(again.stdout);
    expect(evaluation).toMatchObject({ type: 'evaluation', correct: told.correct });
    expect(evaluation?.['loss']).toBeCloseTo(told.loss, 5);

    const longer = await sg(['train', '--resume', run, '--epochs', '2', '--quiet']);
    expect(longer.code).toBe(0);
  });
});

describe('a finished run', { timeout: COMPILING }, () => {
  test('is extended by more epochs, with its best weights kept', async () => {
    await sg(['train', ...SETTINGS, '--epochs', '1', '--out', 'longer', '--quiet']);
    const run = await onlyRun('longer');
    const { code } = await sg(['train', '--resume', run, '--epochs', '2', '--quiet']);
    expect(code).toBe(0);
    const epochs = jsonLines(await read(run, 'metrics.jsonl')).filter(({ type }) => type === 'epoch_end');
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(JSON.parse(await read(run, 'config.json'))).toMatchObject({ epochs: 2 });
  });

  test('is the start of another with --init', async () => {
    const best = join(await onlyRun('longer'), 'best');
    const [file = ''] = await readdir(join(folder, best));
    const weights = join(best, file);
    const flags = ['--epochs', '1', '--init', weights, '--no-dropout', '--no-shuffle', '--out', 'init'];
    const { code } = await sg(['train', ...SETTINGS, ...flags]);
    expect(code).toBe(0);
    const config: StoredConfig = JSON.parse(await read(await onlyRun('init'), 'config.json'));
    expect(config).toMatchObject({ shuffle: false, init: { path: join(folder, weights) } });
    expect(config.model.layers.map(({ type }) => type)).not.toContain('dropout');
  });
});

describe('data and doctor', { timeout: COMPILING }, () => {
  test('a folder is verified and shown', async () => {
    const verified = await sg(['data', 'verify', 'digits']);
    expect(verified.code).toBe(0);
    expect(verified.stdout).toMatch(/train-images-idx3-ubyte +readable +376,336/);
    const shown = await sg(['data', 'show', 'digits', '--limit', '3']);
    expect(shown.stdout).toMatch(/[▀▄█]{3}/);
    expect(shown.stdout).toMatch(/480 training, 100 test/);
  });

  test('a damaged folder is told file by file', async () => {
    await mkdir(join(folder, 'broken'));
    for (const name of await readdir(join(folder, 'digits'))) {
      const bytes = await readFile(join(folder, 'digits', name));
      await writeFile(
        join(folder, 'broken', name),
        name.startsWith('t10k-images') ? bytes.subarray(0, -1) : bytes,
      );
    }
    const { code, stdout } = await sg(['data', 'verify', 'broken']);
    expect(code).toBe(4);
    expect(stdout).toMatch(/t10k-images-idx3-ubyte +damaged/);
    expect(stdout).toContain('SHADEGRAD_IDX_TRUNCATED');
  });

  test('the machine is examined', async () => {
    const { code, stdout } = await sg(['doctor', '--json']);
    expect(code).toBe(0);
    const [findings] = jsonLines(stdout);
    expect(findings).toMatchObject({
      schema: 1,
      type: 'doctor',
      chosen: { name: expect.any(String), limits: { maxBufferSize: expect.any(Number) } },
      adapters: expect.arrayContaining([expect.objectContaining({ usable: true })]),
    });
    expect((await sg(['doctor'])).stdout).toMatch(/Ready\.\n$/);
  });
});
