// The grammar of notebook.

import type { Command } from 'commander';
import type { Surroundings } from '../terminal/output.js';
import { ADAPTER, examples, type Finish } from './words.js';

export function addNotebook(program: Command, surroundings: Surroundings, finish: Finish): void {
  program
    .command('notebook')
    .description('run notebooks')
    .command('run')
    .description('run all cells of a notebook, and write a page with what they show')
    .argument('<file>', 'a notebook in the format of Observable Notebook Kit')
    .option(
      '--set <name=value>',
      'give a name that a cell declares another value; may be given several times',
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--out <file>', 'the page to write (default: NAME.run.html in this folder)')
    .option('--adapter <name>', ADAPTER)
    .option('--quiet', 'print results and errors only')
    .action(async (file: string, raw: unknown) => {
      const { notebookRun } = await import('../commands/notebook.js');
      finish(await notebookRun(file, raw, surroundings));
    })
    .addHelpText(
      'after',
      examples(
        ['shadegrad notebook run notebooks/mnist-cnn.html'],
        ['shadegrad notebook run notebooks/mnist-cnn.html --set epochs=1 --set examples=2000'],
      ),
    );
}
