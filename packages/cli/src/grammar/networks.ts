// The grammar of what reads a trained network: evaluate, predict, inspect.

import type { Command } from 'commander';
import type { Surroundings } from '../terminal/output.js';
import { DATA, RUN, MODEL, ADAPTER, examples, type Finish } from './words.js';

export function addNetworks(program: Command, surroundings: Surroundings, finish: Finish): void {
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
      const { evaluate } = await import('../commands/evaluate.js');
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
      const { predict } = await import('../commands/predict.js');
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
      const { inspect } = await import('../commands/inspect.js');
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
}
