// A long run that must not grow: npm run campaign:soak -- [--minutes N] [--preset NAME] [--adapter NAME] [--seed N] [--folder DIR]
// Says each minute what memory and GPU objects it has. The run folder and soak.json stay in DIR.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCli } from '../support/cli.js';
import { MOST_GROWTH, soak, WATCHED, type Sample } from '../support/soak/soak.js';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    minutes: { type: 'string', default: '120' },
    preset: { type: 'string', default: 'keras' },
    adapter: { type: 'string', default: 'software' },
    seed: { type: 'string', default: '42' },
    folder: { type: 'string' },
  },
});
const { preset, adapter } = values;
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const folder = resolve(values.folder ?? (await mkdtemp(join(tmpdir(), 'shadegrad-soak-'))));

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
/** Headings, and what stands below them. */
const COLUMNS: Readonly<Record<string, (sample: Sample) => string>> = {
  minutes: ({ seconds }) => (seconds / 60).toFixed(1),
  'RSS MiB': ({ rss }) => mib(rss),
  'heap MiB': ({ heap }) => mib(heap),
  'arrays MiB': ({ arrayBuffers }) => mib(arrayBuffers),
  buffers: ({ buffers }) => String(buffers),
  textures: ({ textures }) => String(textures),
  'query sets': ({ querySets }) => String(querySets),
  'bind groups': ({ bindGroups }) => String(bindGroups),
  pipelines: ({ pipelines }) => String(pipelines),
  encoders: ({ encoders }) => String(encoders),
  submits: ({ submits }) => String(submits),
};
const row = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(11)).join('  ');

await buildCli();
console.log(`${preset} on ${adapter} for ${minutes} minutes, in ${folder}`);
console.log('Buffers, textures and query sets that are alive; of the rest, how many were made so far.');
console.log(row(Object.keys(COLUMNS)));
const result = await soak({
  minutes,
  preset,
  adapter,
  seed,
  folder: join(folder, 'runs'),
  onSample: (sample) => console.log(row(Object.values(COLUMNS).map((cell) => cell(sample)))),
});
console.log('By the line through the samples after the warm-up:');
for (const name of WATCHED) {
  const shown = name === 'rss' || name === 'heap' || name === 'arrayBuffers' ? mib : String;
  const growth = shown(result.growth[name]);
  console.log(`  ${name} grew by ${growth}, of at most ${shown(MOST_GROWTH[name])}`);
}
await writeFile(
  join(folder, 'soak.json'),
  `${JSON.stringify({ minutes, preset, adapter, seed, bounds: MOST_GROWTH, ...result }, null, 2)}\n`,
);
if (result.wrong.length > 0) {
  console.log(result.wrong.join('\n'));
  process.exitCode = 1;
}
