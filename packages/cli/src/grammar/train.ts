// The grammar of train.

import { type Command, Option } from 'commander';
import { train } from '../commands/train.js';
import { PRESETS } from '../presets.js';
import type { Surroundings } from '../terminal/output.js';
import { DATA, TUNE, ADAPTER, examples, type Finish } from './words.js';

export function addTrain(program: Command, surroundings: Surroundings, finish: Finish): void {
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
      '--ema-momentum <x>',
      'average the weights over the steps, with this share of the past, such as 0.99',
    )
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
