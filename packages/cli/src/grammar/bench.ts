// The grammar of bench.

import { type Command, Option } from 'commander';
import { PRESETS } from '../presets.js';
import type { Surroundings } from '../terminal/output.js';
import { TUNE, ADAPTER, examples, type Finish } from './words.js';

export function addBench(program: Command, surroundings: Surroundings, finish: Finish): void {
  program
    .command('bench')
    .description('time each kernel of a step, on random pictures: no data is needed')
    .addOption(
      new Option('--preset <name>', 'the network and its settings (default: keras)').choices(
        Object.keys(PRESETS),
      ),
    )
    .option('--model <file>', 'a network of your own, as model.json')
    .option('--batch-size <n>', 'images a step (default: the preset’s, or 128)')
    .option('--optimizer <name>', 'sgd, adam, adamw, rmsprop or adadelta')
    .option('--pass <name>', 'training, evaluation or prediction', 'training')
    .option('--steps <n>', 'times that each kernel is timed; the median counts', '5')
    .option('--no-timestamps', 'time by the host, as on adapters without timestamps')
    .option('--adapter <name>', ADAPTER)
    .option('--tune <mode>', TUNE)
    .option('--trace <file>', 'write what host and adapter did as a Chrome/Perfetto trace')
    .option('--json', 'print one JSON object instead of text')
    .action(async (raw: unknown) => {
      const { bench } = await import('../commands/bench.js');
      finish(await bench(raw, surroundings));
    })
    .addHelpText(
      'after',
      examples(
        ['shadegrad bench'],
        ['shadegrad bench --preset quick --pass evaluation --batch-size 512'],
        ['shadegrad bench --model model.json --optimizer sgd --trace trace.json'],
      ),
    );
}
