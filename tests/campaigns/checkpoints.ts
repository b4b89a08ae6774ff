// What checkpoints cost: npm run campaign:checkpoints -- [--rounds N] [--steps N] [--preset NAME] [--adapter NAME]
// Trains by turns without checkpoints, with one every 30 seconds (the default) and with one every 10 steps, written as the
// command does. On a busy machine processor time tells more than the clock, since what computes is in this process.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTrainer, RunWriter, type CheckpointCadence } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import { syntheticDigits } from '@shadegrad/data';
import { PRESETS } from '../../packages/cli/src/presets.js';
import { CheckpointWriter } from '../../packages/cli/src/run-folder/checkpoints.js';
import { runPaths } from '../../packages/cli/src/run-folder/paths.js';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '40' },
    preset: { type: 'string', default: 'keras' },
    adapter: { type: 'string', default: 'software' },
  },
});
const [rounds, steps] = [Number(values.rounds), Number(values.steps)];
const preset = Object.entries(PRESETS).find(([name]) => name === values.preset)?.[1];
if (preset === undefined) throw new Error(`There is no preset "${values.preset}".`);

const TURNS: Readonly<Record<string, CheckpointCadence>> = {
  none: {},
  '30 s': { seconds: 30 },
  '10 steps': { steps: 10 },
};
/** Milliseconds a step, and checkpoints in all. */
interface Turn {
  readonly wall: number;
  readonly processor: number;
  readonly written: number;
}

const { model, optimizer, batchSize } = preset;
const gpu = await openGpu({ adapter: values.adapter });
const { train } = syntheticDigits({ train: 20_000, test: 1, seed: 1 });
const trainer = await createTrainer(gpu, { model, optimizer, batchSize });
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-checkpoints-'));

async function turn(cadence: CheckpointCadence): Promise<Turn> {
  let written = 0;
  const network = { model, classes: train.classes };
  const position = { step: trainer.step, epoch: 0 };
  const writer = new RunWriter({
    trainer,
    sink: await CheckpointWriter.open(runPaths(folder), network, { keep: 3, position }),
    cadence,
    step: trainer.step,
    best: undefined,
    tell: () => (written += 1),
    syncEvents: () => {},
  });
  const [begun, used] = [performance.now(), process.cpuUsage()];
  await trainer.fit(train, {
    epochs: 1_000_000,
    steps,
    snapshots: { isDue: (step) => writer.isDue(step), take: (state) => writer.take(state) },
  });
  await writer.finish();
  const { user, system } = process.cpuUsage(used);
  return { wall: (performance.now() - begun) / steps, processor: (user + system) / 1000 / steps, written };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) +
      (sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN)) /
    2
  );
}

console.log(`${gpu.adapter.name}, ${values.preset}, ${rounds} rounds of ${steps} steps each`);
await trainer.warmUp(train);
await turn({});
const turns = new Map<string, Turn[]>(Object.keys(TURNS).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, cadence] of Object.entries(TURNS)) turns.get(name)?.push(await turn(cadence));
}
const bare = turns.get('none') ?? [];
for (const [name, done] of turns) {
  const of = (measure: 'wall' | 'processor'): string => {
    const share = median(done.map((each, round) => each[measure] / (bare[round]?.[measure] ?? NaN) - 1));
    return `${median(done.map((each) => each[measure])).toFixed(0)} ms (${(100 * share).toFixed(1)} % more)`;
  };
  const written = done.reduce((sum, each) => sum + each.written, 0);
  console.log(
    `${name}: a step ${of('wall')} by the clock, ${of('processor')} of processors; ${written} checkpoints`,
  );
}
// The clock wavers more than a checkpoint takes; what one costs follows best from the turns that have many.
const each = median(
  (turns.get('10 steps') ?? []).map(
    ({ processor, written }, round) => ((processor - (bare[round]?.processor ?? NaN)) * steps) / written,
  ),
);
const share = each / (30_000 * (median(bare.map(({ processor, wall }) => processor / wall)) || 1));
console.log(
  `A checkpoint takes ${each.toFixed(0)} ms of processors: every 30 s ${(100 * share).toFixed(2)} %.`,
);
trainer.destroy();
gpu.close();
await rm(folder, { recursive: true, force: true });
