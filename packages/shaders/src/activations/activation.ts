// The host's side of `activation.wgsl` and `activation-backward.wgsl`. A new activation is one more .wgsl file with
// `activate` and `slope`, and one more line here. ReLU is not among them: it is an ending (see `ending.ts`).

import { linearGrid, type Kernel } from '../kernel.js';
import { lanesFor } from '../lanes.js';
import { checkSizes } from '../sizes.js';
import { activation as forward, activationBackward as backward, sigmoid, tanh } from '../wgsl.js';

/** The functions `activate` and `slope` of each kind, and what they cost. */
const FUNCTIONS = {
  tanh: { wgsl: tanh, flops: 14 },
  sigmoid: { wgsl: sigmoid, flops: 4 },
} as const;

export type ActivationKind = keyof typeof FUNCTIONS;

export interface Activation {
  /** Elements. */
  readonly length: number;
  readonly kind: ActivationKind;
}

/**
 * `y = f(x)`, element by element.
 *
 * - `x`, `y`: f32 [length]
 *
 * @example
 * ```ts
 * import { activation } from '@shadegrad/shaders';
 *
 * const kernel = activation({ length: 128 * 10, kind: 'tanh' });
 * console.log(kernel.bindings); // { x: 'read', y: 'read_write' }
 * ```
 */
export function activation({ length, kind }: Activation): Kernel<'x' | 'y'> {
  checkSizes('activation', { length });
  const lanes = lanesFor(length);
  return {
    name: 'activation',
    wgsl: lanes.wgsl + FUNCTIONS[kind].wgsl + forward,
    constants: { LENGTH: length },
    bindings: { x: 'read', y: 'read_write' },
    usesStep: false,
    workgroups: linearGrid(length / lanes.width, 64),
    flops: length * FUNCTIONS[kind].flops,
    bytes: 8 * length,
  };
}

/**
 * `dx = dy · f'(x)`, with the derivative worked out from the output `y = f(x)`.
 *
 * - `y`, `dy`, `dx`: f32 [length]
 */
export function activationBackward({ length, kind }: Activation): Kernel<'y' | 'dy' | 'dx'> {
  checkSizes('activation-backward', { length });
  const lanes = lanesFor(length);
  return {
    name: 'activation-backward',
    wgsl: lanes.wgsl + FUNCTIONS[kind].wgsl + backward,
    constants: { LENGTH: length },
    bindings: { y: 'read', dy: 'read', dx: 'read_write' },
    usesStep: false,
    workgroups: linearGrid(length / lanes.width, 64),
    flops: 3 * length,
    bytes: 12 * length,
  };
}
