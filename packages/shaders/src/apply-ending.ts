// The host's side of `apply-ending.wgsl`.

import { type Ending, endingBindings, finishing } from './ending.js';
import { linearGrid, type Kernel } from './kernel.js';
import { lanesFor } from './lanes.js';
import { checkSizes } from './sizes.js';
import { applyEnding as source } from './wgsl.js';

export interface ApplyEnding {
  /** Elements. */
  readonly length: number;
  /** What happens to each of them. */
  readonly ending: Omit<Ending, 'bias'>;
}

/**
 * ReLU, dropout, or the way back through them, element by element.
 *
 * - `x`, `y`: f32 [length]
 * - `mask`, where the ending has one: f32 [length]
 *
 * @example
 * ```ts
 * import { applyEnding } from '@shadegrad/shaders';
 *
 * const kernel = applyEnding({ length: 128 * 9216, ending: { dropout: { rate: 0.25, purpose: 1 } } });
 * console.log(kernel.bindings, kernel.usesStep); // { x: 'read', y: 'read_write' } true
 * ```
 */
export function applyEnding({ length, ending }: ApplyEnding): Kernel {
  checkSizes('apply-ending', { length });
  const lanes = lanesFor(length);
  const { wgsl, constants, usesStep } = finishing(ending, lanes, 2);
  return {
    name: 'apply-ending',
    wgsl: wgsl + source,
    constants: { LENGTH: length, ...constants },
    bindings: { x: 'read', y: 'read_write', ...endingBindings(ending) },
    usesStep,
    workgroups: linearGrid(length / lanes.width, 64),
    flops: 2 * length,
    bytes: (ending.mask ? 12 : 8) * length,
  };
}
