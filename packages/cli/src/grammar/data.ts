// The grammar of data: fetch, verify, show.

import type { Command } from 'commander';
import type { Surroundings } from '../terminal/output.js';
import { DATA, type Finish } from './words.js';

export function addData(program: Command, surroundings: Surroundings, finish: Finish): void {
  const data = program.command('data').description('fetch, check and look at datasets');
  data
    .command('fetch')
    .description('download a dataset into the cache')
    .argument('[name]', 'mnist or fashion-mnist', 'mnist')
    .option('--quiet', 'print no progress')
    .action(async (name: string, raw: unknown) => {
      const { dataFetch } = await import('../commands/data.js');
      finish(await dataFetch(name, raw, surroundings));
    });
  data
    .command('verify')
    .description('check each file of a dataset')
    .argument('[where]', 'mnist, fashion-mnist, or a folder', 'mnist')
    .option('--json', 'print JSON instead of text')
    .action(async (where: string, raw: unknown) => {
      const { dataVerify } = await import('../commands/data.js');
      finish(await dataVerify(where, raw, surroundings));
    });
  data
    .command('show')
    .description('count the classes and draw a few examples')
    .argument('[where]', `${DATA} (default: as for train)`)
    .option('--limit <n>', 'examples to draw', '10')
    .option('--json', 'print the counts as JSON')
    .action(async (where: string | undefined, raw: unknown) => {
      const { dataShow } = await import('../commands/data.js');
      finish(await dataShow(where, raw, surroundings));
    });
}
