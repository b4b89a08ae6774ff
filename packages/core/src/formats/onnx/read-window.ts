// The window of a convolution or a pooling, from ONNX' attributes.

import { windowOn } from '../../layers/window.js';
import type { Shape } from '../../model/index.js';
import { integer, integers, text } from './attributes.js';
import type { RowNode } from './nodes-in-row.js';
import { padsOf } from './pads.js';

export interface ReadWindow {
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

/**
 * @param size Height and width of the window.
 * @param input [height, width, channels]
 * @param refuse Makes the error for what cannot be computed here.
 */
export function readWindow(
  node: RowNode,
  size: readonly [number, number],
  input: Shape,
  refuse: (why: string) => Error,
): ReadWindow {
  const [y = 1, x = 1, ...more] = integers(node, 'strides') ?? [];
  if (more.length > 0) throw refuse('only windows over pictures can be computed');
  if (y < 1 || x < 1) throw refuse(`its strides are ${y} and ${x}`);
  if (integers(node, 'dilations')?.some((rate) => rate !== 1))
    throw refuse('dilated windows cannot be computed');
  if (integer(node, 'ceil_mode', 0) !== 0)
    throw refuse('windows that reach over the edge (ceil_mode) cannot be computed');
  const strides = [y, x] as const;
  const automatic = text(node, 'auto_pad', 'NOTSET');
  if (automatic === 'VALID') return { strides, padding: 'valid' };
  if (automatic === 'SAME_UPPER') return { strides, padding: 'same' };
  if (automatic !== 'NOTSET') throw refuse(`its padding (${automatic.slice(0, 20)}) cannot be computed`);

  const pads = integers(node, 'pads') ?? [0, 0, 0, 0];
  if (pads.every((pad) => pad === 0)) return { strides, padding: 'valid' };
  const same = padsOf(windowOn(node.title, { size, strides, padding: 'same' }, input));
  if (pads.join() === same.join()) return { strides, padding: 'same' };
  throw refuse(
    `its padding [${pads.slice(0, 8).join(', ')}] is neither none nor "same", which is [${same.join(', ')}] here`,
  );
}
