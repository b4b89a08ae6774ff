// The host's side of `multiply-adds.wgsl`.

import { linearGrid, type Kernel } from '../kernel.js';
import { checkSizes } from '../sizes.js';
import { multiplyAdds as source } from '../wgsl.js';

/** Multiply-adds of one round: eight on each of twelve values. */
const PER_ROUND = 96;

export interface MultiplyAdds {
  readonly invocations: number;
  readonly rounds: number;
}

/**
 * Multiply-adds in registers and nothing else: timed, it tells an adapter's peak rate.
 *
 * - `factors`: f32 [2], a and b of `x ← a·x + b`
 * - `y`: f32 [invocations]
 *
 * @example
 * ```ts
 * import { multiplyAdds } from '@shadegrad/shaders';
 *
 * console.log(multiplyAdds({ invocations: 1024, rounds: 10 }).flops); // 1966080
 * ```
 */
export function multiplyAdds({ invocations, rounds }: MultiplyAdds): Kernel<'factors' | 'y'> {
  checkSizes('multiply-adds', { invocations, rounds });
  return {
    name: 'multiply-adds',
    wgsl: source,
    constants: { INVOCATIONS: invocations, ROUNDS: rounds },
    bindings: { factors: 'read', y: 'read_write' },
    usesStep: false,
    workgroups: linearGrid(invocations, 64),
    flops: 2 * PER_ROUND * rounds * invocations,
    bytes: 8 + 4 * invocations,
  };
}
