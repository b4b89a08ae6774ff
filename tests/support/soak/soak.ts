// A long run of the real command, in a process of its own that is watched from within and interrupted in the end.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readNewestCheckpoint } from '../../../packages/cli/src/run-folder/checkpoints.js';
import { runPaths } from '../../../packages/cli/src/run-folder/paths.js';
import { jsonLines } from '../cli.js';
import { fittedGrowth } from './growth.js';
import type { GpuObjects } from './gpu-objects.mjs';

const COMMAND = fileURLToPath(new URL('../../../packages/cli/bin/shadegrad.mjs', import.meta.url));
const WATCH = new URL('report-samples.mjs', import.meta.url).href;

/** What the run had at a time; bytes. */
export interface Sample extends GpuObjects {
  /** Since the process began. */
  readonly seconds: number;
  readonly rss: number;
  /** The JavaScript heap at its lowest since the sample before. */
  readonly heap: number;
  readonly arrayBuffers: number;
}

export interface SoakOptions {
  readonly minutes: number;
  readonly preset: string;
  readonly adapter: string;
  readonly seed: number;
  /** Where the run's folder goes. */
  readonly folder: string;
  readonly onSample: (sample: Sample) => void;
}

const MIB = 2 ** 20;

/**
 * By how much the line through the samples after the warm-up may rise, from the first of them to the last. Meant for an hour
 * and more: within the first minutes the heap of the driver still takes its shape.
 */
export const MOST_GROWTH = {
  rss: 16 * MIB,
  heap: 4 * MIB,
  arrayBuffers: 16 * MIB,
  buffers: 0.5,
  textures: 0.5,
  querySets: 0.5,
} as const satisfies Partial<Record<keyof Sample, number>>;

export type Watched = keyof typeof MOST_GROWTH;
export const WATCHED: readonly Watched[] = [
  'rss',
  'heap',
  'arrayBuffers',
  'buffers',
  'textures',
  'querySets',
];

export interface SoakResult {
  readonly samples: readonly Sample[];
  readonly growth: Readonly<Record<Watched, number>>;
  /** Everything that is not as it should be, in words; empty if all is well. */
  readonly wrong: readonly string[];
}

/** Trains with a validation after each epoch and checkpoints as often as they come by themselves, until the time is over. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { minutes, preset, adapter, seed, folder, onSample } = options;
  await mkdir(folder, { recursive: true });
  const args = ['train', '--preset', preset, '--adapter', adapter, '--seed', String(seed), '--out', folder];
  const child = spawn(
    process.execPath,
    ['--import', WATCH, COMMAND, ...args, '--epochs', '100000', '--quiet'],
    {
      env: { ...process.env, SOAK_INTERVAL: String(1000 * Math.min(60, minutes)) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const samples: Sample[] = [];
  child.on('message', (sample: Sample) => {
    samples.push(sample);
    onSample(sample);
  });
  const timer = setTimeout(() => child.kill('SIGINT'), minutes * 60_000);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  const growth = growthOf(afterWarmUp(samples, minutes));
  const wrong = [
    ...(code === 130 ? [] : [`It ended with ${code} instead of 130: ${stderr}`]),
    ...(await wrongInFolder(folder)),
    ...WATCHED.filter((name) => growth[name] > MOST_GROWTH[name]).map((name) => `${name} grew.`),
  ];
  return { samples, growth, wrong };
}

/** Ten minutes, or a tenth of the time: caches fill, and the machine code of hot functions is made. */
function afterWarmUp(samples: readonly Sample[], minutes: number): readonly Sample[] {
  const warmUp = 60 * Math.min(10, minutes / 10);
  return samples.filter(({ seconds }) => seconds > warmUp);
}

function growthOf(samples: readonly Sample[]): SoakResult['growth'] {
  const of = (name: Watched): number =>
    fittedGrowth(samples.map((sample) => ({ time: sample.seconds, value: sample[name] })));
  const [rss, heap, arrayBuffers] = [of('rss'), of('heap'), of('arrayBuffers')];
  return {
    rss,
    heap,
    arrayBuffers,
    buffers: of('buffers'),
    textures: of('textures'),
    querySets: of('querySets'),
  };
}

/** The last step that was done is that of a checkpoint which is intact. */
async function wrongInFolder(folder: string): Promise<readonly string[]> {
  const name = (await readdir(folder)).toSorted().at(-1);
  if (name === undefined) return ['There is no run folder.'];
  const paths = runPaths(join(folder, name));
  const end = jsonLines(await readFile(paths.metrics, 'utf8')).at(-1);
  const checkpoint = await readNewestCheckpoint(paths);
  if (end?.['type'] !== 'run_end' || end['reason'] !== 'interrupted') {
    return [`The last event is ${JSON.stringify(end)}, not the end of an interrupted run.`];
  }
  const step = checkpoint?.state.progress.step;
  return step === end['step']
    ? []
    : [`The run ended at step ${String(end['step'])}, its checkpoint is of ${step}.`];
}
