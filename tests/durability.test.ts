// What happens to a run that is disturbed: signals, a second process, a damaged checkpoint, other settings, another
// adapter. What a kill does is in kill-campaign.test.ts.

import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli, jsonLines, shadegrad, SMALL_MODEL, writeDigits, type Finished } from './support/cli.js';

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const TIMEOUT = 300_000;
const SETTINGS = '--data digits --model small.json --batch-size 2 --seed 7 --epochs 50 --log-every 1 --json';

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-durability-'));
const sg = (args: string, options?: Parameters<typeof shadegrad>[2]): Promise<Finished> =>
  shadegrad(folder, args.split(' '), options);

beforeAll(async () => {
  await buildCli();
  await writeDigits(join(folder, 'digits'), { train: 480, test: 100 });
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
}, TIMEOUT);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function onlyRun(out: string): Promise<string> {
  const [name = ''] = await readdir(join(folder, out));
  return join(out, name);
}

const checkpoints = async (run: string): Promise<string[]> =>
  (await readdir(join(folder, run, 'checkpoints'))).toSorted();

/** Of `step-000012-epoch-0`. */
const stepOf = (checkpoint = ''): number => Number(/\d+/.exec(checkpoint)?.[0]);

interface Config {
  readonly adapter: { readonly name: string };
  readonly resumed: readonly { readonly step: number; readonly changes: readonly object[] }[];
}

/** Calls each of `actions` once, when the output first contains its text and those before have been called. */
function inTurn(...actions: readonly (readonly [text: string | RegExp, action: () => void])[]) {
  let next = 0;
  return (output: string): void => {
    const [text, action] = actions[next] ?? [];
    if (text === undefined) return;
    if (!(typeof text === 'string' ? output.includes(text) : text.test(output))) return;
    next += 1;
    action?.();
  };
}

/** Begins a run that is ended by a signal after some steps. */
async function endedRun(out: string, signal: NodeJS.Signals = 'SIGTERM', flags = ''): Promise<Finished> {
  let send: (() => void) | undefined;
  const hear = inTurn(['"step":9,', () => send?.()]);
  return sg(`train ${SETTINGS} --out ${out}${flags}`, {
    onStdout: (stdout, child) => {
      send ??= () => child.kill(signal);
      hear(stdout);
    },
  });
}

describe('a signal', { timeout: TIMEOUT }, () => {
  test.each(['SIGTERM', 'SIGHUP'] as const)('%s ends the run with a checkpoint', async (signal) => {
    const { code, stderr } = await endedRun(signal, signal);
    expect(code).toBe(130);
    const run = await onlyRun(signal);
    expect(stderr).toContain(`--resume ${run}`);
    const [checkpoint, ...others] = await checkpoints(run);
    expect(others).toEqual([]);
    expect(stepOf(checkpoint)).toBeGreaterThanOrEqual(9);
    expect((await readdir(join(folder, run))).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  test('SIGUSR1 makes a checkpoint and goes on', async () => {
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    const hear = inTurn(
      ['"step":9,', () => kill?.('SIGUSR1')],
      // It went on once a step is told after the checkpoint.
      [/"type":"checkpoint".*\n(?:.*\n)*?.*"type":"step"/, () => kill?.('SIGINT')],
    );
    const { code, stdout, stderr } = await sg(`train ${SETTINGS} --checkpoint-every epoch --out usr1`, {
      onStdout: (output, child) => {
        kill = (signal) => child.kill(signal);
        hear(output);
      },
    });
    expect(code).toBe(130);
    expect(stderr).not.toContain('Debugger');
    const events = jsonLines(stdout);
    const written = events.findIndex(({ type }) => type === 'checkpoint');
    const step = Number(events[written]?.['step']);
    expect(step).toBeGreaterThanOrEqual(9);
    expect(
      events.slice(written).some(({ type, step: later }) => type === 'step' && Number(later) > step),
    ).toBe(true);
    expect((await checkpoints(await onlyRun('usr1'))).map(stepOf)).toContain(step);
  });
});

describe('a run folder', { timeout: TIMEOUT }, () => {
  test('is written by one process at a time', async () => {
    let second: Promise<Finished> | undefined;
    const first = await sg(`train ${SETTINGS} --out locked`, {
      onStdout: (stdout, child) => {
        if (second !== undefined || !stdout.includes('"step":9,')) return;
        second = onlyRun('locked').then((run) => sg(`train --resume ${run}`));
        void second.then(() => child.kill('SIGTERM'));
      },
    });
    expect(first.code).toBe(130);
    expect(await second).toMatchObject({ code: 4, stderr: expect.stringContaining('SHADEGRAD_RUN_LOCKED') });
  });
});

describe('a run that goes on', { timeout: TIMEOUT }, () => {
  let run: string;
  beforeAll(async () => {
    await endedRun('stopped', 'SIGTERM', ' --checkpoint-every 3');
    run = await onlyRun('stopped');
  }, TIMEOUT);

  test('refuses another network, and says in what it differs', async () => {
    const [conv, ...rest] = SMALL_MODEL.layers;
    const layers = [{ ...conv, filters: 8 }, ...rest];
    await writeFile(join(folder, 'other.json'), JSON.stringify({ ...SMALL_MODEL, layers }));
    const { code, stderr } = await sg(`train --resume ${run} --model other.json`);
    expect(code).toBe(4);
    expect(stderr).toContain("SHADEGRAD_RUN_NETWORK: other.json is another network than the run's");
    expect(stderr).toContain('layer 1 (conv2d): filters is 8 instead of 4');
  });

  test('may do so on another adapter, and is told that bits may differ', async ({ skip }) => {
    const config: Config = JSON.parse(await readFile(join(folder, run, 'config.json'), 'utf8'));
    skip(/SwiftShader/i.test(config.adapter.name), 'the run began on the only adapter that is always there');
    const other = join('elsewhere', 'run');
    await cp(join(folder, run), join(folder, other), { recursive: true });
    const { code, stderr } = await sg(`train --resume ${other} --adapter swiftshader --epochs 1`);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Changed: adapter from .+ to SwiftShader.*\.$/m);
    expect(stderr).toContain('On another adapter the last bits may differ');
  });

  test('passes over a damaged checkpoint, and shows and records what was changed', async () => {
    const all = await checkpoints(run);
    expect(all.length).toBeGreaterThan(1);
    const [before = '', newest = ''] = all.slice(-2);
    await truncate(join(folder, run, 'checkpoints', newest, 'optimizer.safetensors'), 100);
    const changes = '--epochs 1 --learning-rate 0.0005 --model small.json';
    const { code, stderr, stdout } = await sg(`train --resume ${run} ${changes}`);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      new RegExp(`The checkpoint .*${newest} is damaged: optimizer.safetensors .* The one before`),
    );
    expect(stderr).toContain(`Going on after step ${stepOf(before)}.`);
    expect(stderr).toContain(
      'Changed: epochs from 50 to 1.\nChanged: optimizer.learningRate from 0.001 to 0.0005.',
    );
    expect(stdout).toContain('test accuracy');
    const config: Config = JSON.parse(await readFile(join(folder, run, 'config.json'), 'utf8'));
    expect(config.resumed).toEqual([
      expect.objectContaining({
        step: stepOf(before),
        changes: [
          { setting: 'epochs', from: '50', to: '1' },
          { setting: 'optimizer.learningRate', from: '0.001', to: '0.0005' },
        ],
      }),
    ]);
    const events = jsonLines(await readFile(join(folder, run, 'metrics.jsonl'), 'utf8'));
    const steps = events.filter(({ type }) => type === 'step').map(({ step }) => step);
    expect(steps).toEqual(Array.from({ length: 216 }, (_, i) => i + 1));
  });
});
