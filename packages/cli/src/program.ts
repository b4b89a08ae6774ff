// The command's grammar: subcommands, flags, help. What they do is in commands/; all but training is loaded when it is
// asked for. Flags of the larger commands are in grammar/.

import { Command } from 'commander';
import { addBench } from './grammar/bench.js';
import { addData } from './grammar/data.js';
import { addFormats } from './grammar/formats.js';
import { addNetworks } from './grammar/networks.js';
import { addNotebook } from './grammar/notebook.js';
import { addTrain } from './grammar/train.js';
import { ADAPTER, examples, type Finish } from './grammar/words.js';
import { CLI_VERSION } from './package-versions.js';
import type { Surroundings } from './terminal/output.js';

/**
 * Builds the command line.
 *
 * @param finish Told the exit code of the subcommand that ran.
 */
export function buildProgram(surroundings: Surroundings, finish: Finish): Command {
  const program = new Command('shadegrad')
    .description('Trains convolutional networks on WebGPU, on any machine.')
    .version(CLI_VERSION, '-v, --version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      // What is wrong is printed by one place for all errors.
      writeErr: () => {},
      getOutHelpWidth: () => surroundings.stdout.columns(),
    })
    .exitOverride()
    .addHelpText(
      'after',
      examples(
        ['shadegrad train', 'train on this machine, whatever it has'],
        ['shadegrad predict runs/… digit.png', 'classify pictures'],
        ['shadegrad export runs/… --format onnx', 'write the network for other programs'],
        ['shadegrad doctor', 'say what this machine offers and what it lacks'],
      ) + EXIT_CODES,
    );

  addTrain(program, surroundings, finish);
  addNetworks(program, surroundings, finish);
  program
    .command('ui')
    .description('open the web app: train, watch and compare in a browser of this machine')
    .option('--port <n>', 'where it listens, on 127.0.0.1 alone; 0 for any that is free', '4173')
    .action(async (raw: unknown) => {
      const { ui } = await import('./commands/ui.js');
      finish(await ui(raw, surroundings));
    })
    .addHelpText('after', examples(['shadegrad ui'], ['shadegrad ui --port 8080']));
  addFormats(program, surroundings, finish);
  addNotebook(program, surroundings, finish);
  addBench(program, surroundings, finish);
  addData(program, surroundings, finish);
  program
    .command('doctor')
    .description('say what this machine computes on, and what to do when something is missing')
    .option(
      '--check',
      'run every kernel against float64, and a gradient check of whole networks, on the adapter',
    )
    .option('--thorough', 'with --check: more shapes, which takes minutes on a software adapter')
    .option('--adapter <name>', `with --check: ${ADAPTER}`)
    .option('--json', 'print one JSON object instead of text')
    .action(async (raw: unknown) => {
      const { doctor } = await import('./commands/doctor.js');
      finish(await doctor(raw, surroundings));
    });
  return program;
}

const EXIT_CODES = `
Exit codes:
  0 done   1 failure   2 usage   3 no adapter   4 data missing or damaged
  5 below --fail-under   6 diverged   7 the GPU was lost   130 interrupted
`;
