// The grammar of export and import.

import { type Command, Option } from 'commander';
import { modelFormats } from '@shadegrad/core/formats';
import type { Surroundings } from '../terminal/output.js';
import { RUN, MODEL, examples, type Finish } from './words.js';

export function addFormats(program: Command, surroundings: Surroundings, finish: Finish): void {
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
      const { exportCommand } = await import('../commands/export.js');
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
      const { importCommand } = await import('../commands/import.js');
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
