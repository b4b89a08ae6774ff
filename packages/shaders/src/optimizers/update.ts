// What the updates of all optimizers have in common: one dispatch over the flat buffer of parameters.

import { linearGrid, type Access, type Kernel } from '../kernel.js';
import { step } from '../wgsl.js';

/** The buffers of an update; an optimizer without state has no `slots`. */
export type UpdateBindings = 'parameters' | 'gradients' | 'slots';

interface Update<Names extends string> {
  readonly name: string;
  readonly wgsl: string;
  /** f32 in `parameters`: a multiple of four. */
  readonly length: number;
  readonly slots: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly flopsPerParameter: number;
  readonly bindings: Readonly<Record<Names, Access>>;
}

/** Bindings of an update that keeps state. */
export const WITH_SLOTS = { parameters: 'read_write', gradients: 'read', slots: 'read_write' } as const;

/** Bindings of an update that keeps none. */
export const WITHOUT_SLOTS = { parameters: 'read_write', gradients: 'read' } as const;

/** @throws RangeError unless `length` is a positive multiple of four, what the kernels read at once. */
export function updateKernel<Names extends string>(update: Update<Names>): Kernel<Names> {
  const { name, wgsl, length, slots, constants, flopsPerParameter, bindings } = update;
  if (!Number.isSafeInteger(length) || length < 4 || length % 4 !== 0) {
    throw new RangeError(`${name}: length must be a positive multiple of four, not ${length}.`);
  }
  return {
    name,
    wgsl: step + wgsl,
    constants: { LENGTH: length / 4, ...constants },
    bindings,
    usesStep: true,
    workgroups: linearGrid(length / 4, 64),
    flops: flopsPerParameter * length,
    // Parameters and slots are read and written, gradients read.
    bytes: 4 * length * (3 + 2 * slots),
  };
}
