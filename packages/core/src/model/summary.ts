// A model as a table for people, in the manner of Keras' `summary()`.

import { kindOf } from '../layers/index.js';
import type { Model } from './model.js';

/**
 * Layers with output shapes and numbers of parameters, as text.
 *
 * @example
 * ```ts
 * import { dense, sequential, summary } from '@shadegrad/core';
 *
 * const model = sequential({ inputShape: [4], layers: [dense({ units: 3 })] });
 * console.log(summary(model).split('\n')[0]); // Model "sequential"
 * ```
 */
export function summary(model: Model): string {
  const rows = [
    ['Layer (type)', 'Output shape', 'Parameters'],
    ['input', `(batch, ${model.inputShape.join(', ')})`, '0'],
    ...model.layers.map((layer) => [
      `${layer.name} (${kindOf(layer.settings).className})`,
      `(batch, ${layer.outputShape.join(', ')})`,
      count(layer.parameters.reduce((sum, parameter) => sum + parameter.length, 0)),
    ]),
  ];
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1), width(2)] as const;
  const line = ([name = '', shape = '', parameters = '']: string[]): string =>
    ` ${name.padEnd(widths[0])}   ${shape.padEnd(widths[1])}   ${parameters.padStart(widths[2])}`;
  const rule = '─'.repeat(widths[0] + widths[1] + widths[2] + 8);
  const [head = [], ...body] = rows;
  const megabytes = ((4 * model.parameterCount) / 2 ** 20).toFixed(2);
  return [
    `Model "${model.name}"`,
    rule,
    line(head),
    rule,
    ...body.map(line),
    rule,
    ` Parameters: ${count(model.parameterCount)} (${megabytes} MiB)`,
  ].join('\n');
}

const count = (n: number): string => n.toLocaleString('en-US');
