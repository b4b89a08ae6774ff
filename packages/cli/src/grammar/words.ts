// Words that several commands share: what an argument or a flag takes, and examples.

import type { ExitCode } from '../exit-codes.js';

/** Told the exit code of the subcommand that ran. */
export type Finish = (code: ExitCode) => void;

export const DATA = 'mnist, fashion-mnist, synthetic, or a folder with four IDX files';
export const TUNE =
  'off takes what is remembered for this adapter, else a built-in table; quick and full first measure the kernels’ variants that are not remembered yet, and remember the fastest (default: off)';
export const RUN =
  'a run folder, or a model file: .safetensors, .onnx, .keras, .h5, a TensorFlow.js model.json';
export const MODEL =
  'the network, for a file that holds weights alone: a model.json, or a file of any format';
export const ADAPTER = 'hardware, software, or a part of an adapter’s name';

/** The end of a command's help: commands to try, and what they are for. */
export function examples(...lines: readonly (readonly [command: string, about?: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const rows = lines.map(
    ([command, about]) => `  ${about === undefined ? command : `${command.padEnd(width)}   ${about}`}`,
  );
  return `\nExamples:\n${rows.join('\n')}\n`;
}
