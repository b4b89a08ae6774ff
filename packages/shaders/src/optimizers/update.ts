// What the updates of all optimizers have in common: one dispatch over the flat buffer of parameters, which looks at
// every number that it reads and makes.

import { linearGrid, type Access, type Kernel } from '../kernel.js';
import { finite, result, step, watchdog } from '../wgsl.js';

/**
 * The buffers of an update; an optimizer without state has no `slots`. Into `results`, of `RESULT_BYTES` each, it notes
 * where something is not finite.
 */
export type UpdateBindings = 'parameters' | 'gradients' | 'slots' | 'results';

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
export const WITH_SLOTS = {
  parameters: 'read_write',
  gradients: 'read',
  slots: 'read_write',
  results: 'read_write',
} as const;

/** Bindings of an update that keeps none. */
export const WITHOUT_SLOTS = {
  parameters: 'read_write',
  gradients: 'read',
  results: 'read_write',
} as const;

/** @throws RangeError unless `length` is a positive multiple of four, what the kernels read at once. */
export function updateKernel<Names extends string>(update: Update<Names>): Kernel<Names> {
  const { name, wgsl, length, slots, constants, flopsPerParameter, bindings } = update;
  if (!Number.isSafeInteger(length) || length < 4 || length % 4 !== 0) {
    throw new RangeError(`${name}: length must be a positive multiple of four, not ${length}.`);
  }
  return {
    name,
    wgsl: step + result + finite + resultsAt(Object.keys(bindings).indexOf('results')) + watchdog + wgsl,
    constants: { LENGTH: length / 4, ...constants },
    bindings,
    usesStep: true,
    workgroups: linearGrid(length / 4, 64),
    flops: flopsPerParameter * length,
    // Parameters and slots are read and written, gradients read.
    bytes: 4 * length * (3 + 2 * slots),
  };
}

const resultsAt = (binding: number): string =>
  `@group(0) @binding(${binding}) var<storage, read_write> results: array<Result>;\n`;
