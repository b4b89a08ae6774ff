// The host's side of `max-pool-2d.wgsl`, and of the two ways back: one for windows that overlap, a faster one for those
// that do not.

import { type Ending, finishing } from './ending.js';
import { linearGrid, type Kernel } from './kernel.js';
import { lanesFor } from './lanes.js';
import { checkSizes } from './sizes.js';
import {
  maxPool2d as forward,
  maxPool2dBackward as backward,
  maxPool2dBackwardDisjoint as backwardDisjoint,
} from './wgsl.js';
import type { Window2d } from './window-2d.js';

/**
 * The largest value of each window, channel by channel; padding never wins.
 *
 * - `x`: f32 [batch, height, width, channels]
 * - `y`: f32 [batch, outHeight, outWidth, channels]
 * - `winner`: u32, shaped like `y`: ky · kernelWidth + kx of the maximum, which the backward pass needs
 *
 * @param ending What happens to the maxima before they are stored: dropout, if anything.
 * @example
 * ```ts
 * import { maxPool2d, window2d } from '@shadegrad/shaders';
 *
 * const kernel = maxPool2d(
 *   window2d({
 *     batch: 128,
 *     height: 24,
 *     width: 24,
 *     channels: 64,
 *     kernelSize: [2, 2],
 *     strides: [2, 2],
 *     padding: 'valid',
 *   }),
 * );
 * console.log(kernel.workgroups); // [ 4608, 1, 1 ]
 * ```
 */
export function maxPool2d(
  window: Window2d,
  ending: Pick<Ending, 'dropout'> = {},
): Kernel<'x' | 'y' | 'winner'> {
  const { inputs, outputs, lanes, constants } = prepare('max-pool-2d', window);
  const finish = finishing(ending, lanes, 3);
  return {
    name: 'max-pool-2d',
    wgsl: finish.wgsl + forward,
    constants: { ...constants, ...finish.constants },
    bindings: { x: 'read', y: 'read_write', winner: 'read_write' },
    usesStep: finish.usesStep,
    workgroups: linearGrid(outputs / lanes.width, 64),
    flops: outputs * window.kernelHeight * window.kernelWidth,
    bytes: 4 * (inputs + 2 * outputs),
  };
}

/**
 * The gradient of `maxPool2d`: each input sums the gradients of the windows that it won, overlapping ones too.
 *
 * - `dy`: f32 [batch, outHeight, outWidth, channels]
 * - `winner`: u32, as `maxPool2d` wrote it
 * - `dx`: f32 [batch, height, width, channels]
 */
export function maxPool2dBackward(window: Window2d): Kernel<'dy' | 'winner' | 'dx'> {
  const isDisjoint = window.kernelHeight <= window.strideY && window.kernelWidth <= window.strideX;
  return isDisjoint ? backwardOfDisjoint(window) : backwardOfAny(window);
}

function backwardOfAny(window: Window2d): Kernel<'dy' | 'winner' | 'dx'> {
  const { inputs, outputs, lanes, constants } = prepare('max-pool-2d-backward', window);
  return {
    name: 'max-pool-2d-backward',
    wgsl: lanes.wgsl + backward,
    constants,
    bindings: { dy: 'read', winner: 'read', dx: 'read_write' },
    usesStep: false,
    workgroups: linearGrid(inputs / lanes.width, 64),
    flops: outputs * window.kernelHeight * window.kernelWidth,
    bytes: 4 * (inputs + 2 * outputs),
  };
}

function backwardOfDisjoint(window: Window2d): Kernel<'dy' | 'winner' | 'dx'> {
  const { inputs, outputs, lanes, constants } = prepare('max-pool-2d-backward-disjoint', window);
  const blocksY = Math.ceil((window.padTop + window.height) / window.strideY);
  const blocksX = Math.ceil((window.padLeft + window.width) / window.strideX);
  const blocks = window.batch * blocksY * blocksX * window.channels;
  return {
    name: 'max-pool-2d-backward-disjoint',
    wgsl: lanes.wgsl + backwardDisjoint,
    constants: { ...constants, BLOCKS_Y: blocksY, BLOCKS_X: blocksX },
    bindings: { dy: 'read', winner: 'read', dx: 'read_write' },
    usesStep: false,
    workgroups: linearGrid(blocks / lanes.width, 64),
    flops: inputs,
    bytes: 4 * (inputs + 2 * outputs),
  };
}

function prepare(kernel: string, window: Window2d) {
  const { padTop, padLeft, ...sizes } = window;
  checkSizes(kernel, sizes);
  return {
    inputs: window.batch * window.height * window.width * window.channels,
    outputs: window.batch * window.outHeight * window.outWidth * window.channels,
    lanes: lanesFor(window.channels),
    constants: {
      BATCH: window.batch,
      HEIGHT: window.height,
      WIDTH: window.width,
      CHANNELS: window.channels,
      KERNEL_HEIGHT: window.kernelHeight,
      KERNEL_WIDTH: window.kernelWidth,
      STRIDE_Y: window.strideY,
      STRIDE_X: window.strideX,
      PAD_TOP: padTop,
      PAD_LEFT: padLeft,
      OUT_HEIGHT: window.outHeight,
      OUT_WIDTH: window.outWidth,
    },
  };
}
