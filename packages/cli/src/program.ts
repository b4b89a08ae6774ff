// The command's grammar: subcommands, flags, help. What they do is in commands/; all but training is loaded when it is
// asked for.

import { Command, Option } from 'commander';
import { modelFormats } from '@shadegrad/core/formats';
import { train } from './commands/train.js';
import type { ExitCode } from './exit-codes.js';
import { CLI_VERSION } from './package-versions.js';
import { PRESETS } from './presets.js';
import type { Surroundings } from './terminal/output.js';

const DATA = 'mnist, fashion-mnist, synthetic, or a folder with four IDX files';
const TUNE =
  'off takes what is remembered for this adapter, else a built-in table; quick and full first measure the kernels’ variants that are not remembered yet, and remember the fastest (default: off)';
const RUN = 'a run folder, or a model file: .safetensors, .onnx, .keras, .h5, a TensorFlow.js model.json';
const MODEL = 'the network, for a file that holds weights alone: a model.json, or a file of any format';
const ADAPTER = 'hardware, software, or a part of an adapter’s name';

/**
 * Builds the command line.
 *
 * @param finish Told the exit code of the subcommand that ran.
 */
export function buildProgram(surroundings: Surroundings, finish: (code: ExitCode) => void): Command {
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
  program
    .command('evaluate')
    .description('score a trained model on test images')
    .argument('<run>', RUN)
    .option('--data <where>', `${DATA} (default: the run’s)`)
    .option('--limit <n>', 'score only the first N test images')
    .option('--model <file>', MODEL)
    .option('--best', 'take the run’s best weights instead of its last')
    .option('--adapter <name>', ADAPTER)
    .option('--json', 'print one JSON event instead of text')
    .action(async (run: string, raw: unknown) => {
      const { evaluate } = await import('./commands/evaluate.js');
      finish(await evaluate(run, raw, surroundings));
    })
    .addHelpText(
      'after',
      examples(
        ['shadegrad evaluate runs/2026-11-22T14-03-11_keras_s42'],
        ['shadegrad evaluate weights.safetensors --data fashion-mnist --json'],
        ['shadegrad evaluate model.keras --data mnist'],
      ),
    );
  program
    .command('predict')
    .description('classify pictures')
    .argument('<run>', RUN)
    .argument('<images...>', 'PNG files: dark ink on light, or light on dark')
    .option('--model <file>', MODEL)
    .option('--best', 'take the run’s best weights instead of its last')
    .option('--adapter <name>', ADAPTER)
    .option('--json', 'print one JSON event a picture instead of text')
    .action(async (run: string, images: string[], raw: unknown) => {
      const { predict } = await import('./commands/predict.js');
      finish(await predict(run, images, raw, surroundings));
    })
    .addHelpText(
      'after',
      examples(
        ['shadegrad predict runs/2026-11-22T14-03-11_keras_s42 seven.png two.png'],
        ['shadegrad predict model.onnx seven.png'],
      ),
    );
  program
    .command('inspect')
    .description('show a network, its plan with bytes and FLOPs, or a kernel')
    .argument('<what>', `${RUN}, or shadegrad’s own`)
    .option('--plan', 'every buffer and dispatch of a training step')
    .option('--pass <name>', 'with --plan: training, evaluation or prediction', 'training')
    .option('--wgsl <kernel>', 'print the WGSL of a dispatch or kernel, by (a part of) its name')
    .option('--batch-size <n>', 'plan for this batch size (default: the run’s, or 128)')
    .option('--json', 'print the model, or the plan, as JSON')
    .action(async (what: string, raw: unknown) => {
      const { inspect } = await import('./commands/inspect.js');
      finish(await inspect(what, raw, surroundings));
    })
    .addHelpText(
      'after',
      examples(
        ['shadegrad inspect runs/2026-11-22T14-03-11_keras_s42'],
        ['shadegrad inspect model.json --plan --batch-size 256'],
        ['shadegrad inspect model.json --wgsl conv2d_1/forward'],
      ),
    );
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

function addTrain(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
  program
    .command('train')
    .description('train a network, evaluate it, and keep everything in a run folder')
    .optionsGroup('What is trained:')
    .addOption(
      new Option(
        '--preset <name>',
        'complete settings (default: keras on a GPU, quick on a software adapter)',
      ).choices(Object.keys(PRESETS)),
    )
    .option('--model <file>', 'a network of your own: a model.json, or the network of a model file')
    .option('--init <file>', 'begin with the weights of a model file, in any format')
    .option('--no-dropout', 'leave the network’s dropout layers out')
    .optionsGroup('On what:')
    .option(
      '--data <where>',
      `${DATA} (default: $SHADEGRAD_DATA, the cache, a download of mnist, or synthetic)`,
    )
    .option('--limit <n>', 'use only the first N training images and the first N test images')
    .option(
      '--validation-split <f>',
      'share of the training images kept for validation; 0 validates on the test images, or with speedrun not at all',
    )
    .option('--no-shuffle', 'take the images in the order of the file')
    .option('--adapter <name>', ADAPTER)
    .option('--tune <mode>', TUNE)
    .optionsGroup('How:')
    .option('--epochs <n>', 'passes over the training images')
    .option(
      '--batch-size <n>',
      'images a step; auto computes as many of the preset’s batch at once as the adapter can hold',
    )
    .option(
      '--micro-batch-size <n>',
      'images that are computed at once; gradients add up to those of the batch',
    )
    .option('--optimizer <name>', 'sgd, adam, adamw, rmsprop or adadelta')
    .option('--learning-rate <x>', 'the optimizer’s; schedules scale it')
    .option('--global-clipnorm <x>', 'largest norm of all gradients together; larger ones are scaled down')
    .option(
      '--on-nan <what>',
      'stop, or rollback: return to the last good state with half the learning rate (default: stop)',
    )
    .option('--schedule <name>', 'constant, cosine, step, one-cycle or warm-up')
    .option('--seed <n>', 'settles initial weights, order and dropout (default: 42)')
    .optionsGroup('What is kept and told:')
    .option('--out <dir>', 'where run folders go (default: runs)')
    .option(
      '--resume <run>',
      'go on with a run that was ended, however that was; a larger --epochs extends a finished one',
    )
    .option('--log-every <n>', 'steps between two step events in metrics.jsonl (default: fifty an epoch)')
    .option(
      '--checkpoint-every <when>',
      'steps (500), a time (30s), or both (500,30s): how often a checkpoint is written within epochs; epoch is only after them (default: 30s)',
    )
    .option(
      '--keep-checkpoints <n>',
      'how many of the latest checkpoints are kept, beside the best weights (default: 3)',
    )
    .option('--fail-under <f>', 'end with exit code 5 if the test accuracy is below F (0 to 1)')
    .option(
      '--trace <file>',
      'write a Chrome/Perfetto trace: what the host does in the whole run, and each kernel of the first 20 steps where the adapter has timestamps',
    )
    .option('--json', 'print newline-delimited events on stdout')
    .option('--quiet', 'print results and errors only')
    .action(async (raw: unknown) => finish(await train(raw, surroundings)))
    .addHelpText(
      'after',
      `\nPresets:\n${Object.entries(PRESETS)
        .map(([name, { about }]) => `  ${name.padEnd(10)}${about}`)
        .join('\n')}\n` +
        examples(
          ['shadegrad train --preset keras', 'the classic MNIST network, in full'],
          ['shadegrad train --data fashion-mnist --optimizer adam --schedule cosine --epochs 5'],
          ['shadegrad train --model model.json --validation-split 0.1 --log-every 1'],
          ['shadegrad train --model model.keras --init model.keras --epochs 2'],
          ['shadegrad train --resume runs/2026-11-22T14-03-11_keras_s42 --epochs 20'],
        ),
    );
}

function addFormats(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
  program
    .command('export')
    .description('write a trained network as a file for other programs')
    .argument('<run>', RUN)
    .addOption(new Option('--format <name>', 'what to write').choices(modelFormats).makeOptionMandatory())
    .option(
      '--out <path>',
      'the file, or for tfjs the folder (default: export/ in the run, or beside the file)',
    )
    .option('--best', 'take the run’s best weights instead of its last')
    .option('--model <file>', MODEL)
    .option('--force', 'replace what is there')
    .option('--json', 'print one JSON event instead of text')
    .action(async (run: string, raw: unknown) => {
      const { exportCommand } = await import('./commands/export.js');
      finish(await exportCommand(run, raw, surroundings));
    })
    .addHelpText(
      'after',
      `
Formats:
  safetensors  shadegrad’s own: weights and the description of their network
  onnx         operator set 17, pictures as [N, height, width, channels], N open
  tfjs         a TensorFlow.js layers model: model.json and its weights
  keras        a .keras file, as Keras 3 lays out a Sequential
` +
        examples(
          ['shadegrad export runs/2026-11-22T14-03-11_keras_s42 --format onnx'],
          ['shadegrad export runs/2026-11-22T14-03-11_keras_s42 --format tfjs --best --out site/model'],
          ['shadegrad export model.keras --format onnx', 'from any format to any other'],
        ),
    );
  program
    .command('import')
    .description('make another program’s model shadegrad’s own')
    .argument('<file>', '.onnx, .keras, .h5, .safetensors, or a TensorFlow.js model.json or its folder')
    .option('--out <file>', 'the .safetensors file to write (default: named like the file, in this folder)')
    .option('--model <file>', MODEL)
    .option('--force', 'replace what is there')
    .option('--json', 'print one JSON event instead of text')
    .action(async (file: string, raw: unknown) => {
      const { importCommand } = await import('./commands/import.js');
      finish(await importCommand(file, raw, surroundings));
    })
    .addHelpText(
      'after',
      examples(
        ['shadegrad import model.keras'],
        ['shadegrad import tfjs/model.json --out digits.safetensors'],
        ['shadegrad import model.weights.h5 --model model.json'],
      ),
    );
}

function addNotebook(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
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
      const { notebookRun } = await import('./commands/notebook.js');
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

function addBench(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
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
      const { bench } = await import('./commands/bench.js');
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

function addData(program: Command, surroundings: Surroundings, finish: (code: ExitCode) => void): void {
  const data = program.command('data').description('fetch, check and look at datasets');
  data
    .command('fetch')
    .description('download a dataset into the cache')
    .argument('[name]', 'mnist or fashion-mnist', 'mnist')
    .option('--quiet', 'print no progress')
    .action(async (name: string, raw: unknown) => {
      const { dataFetch } = await import('./commands/data.js');
      finish(await dataFetch(name, raw, surroundings));
    });
  data
    .command('verify')
    .description('check each file of a dataset')
    .argument('[where]', 'mnist, fashion-mnist, or a folder', 'mnist')
    .option('--json', 'print JSON instead of text')
    .action(async (where: string, raw: unknown) => {
      const { dataVerify } = await import('./commands/data.js');
      finish(await dataVerify(where, raw, surroundings));
    });
  data
    .command('show')
    .description('count the classes and draw a few examples')
    .argument('[where]', `${DATA} (default: as for train)`)
    .option('--limit <n>', 'examples to draw', '10')
    .option('--json', 'print the counts as JSON')
    .action(async (where: string | undefined, raw: unknown) => {
      const { dataShow } = await import('./commands/data.js');
      finish(await dataShow(where, raw, surroundings));
    });
}

function examples(...lines: readonly (readonly [command: string, about?: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const rows = lines.map(
    ([command, about]) => `  ${about === undefined ? command : `${command.padEnd(width)}   ${about}`}`,
  );
  return `\nExamples:\n${rows.join('\n')}\n`;
}

const EXIT_CODES = `
Exit codes:
  0 done   1 failure   2 usage   3 no adapter   4 data missing or damaged
  5 below --fail-under   6 diverged   130 interrupted
`;
