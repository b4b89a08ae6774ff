// The host's side of `sum-partials.wgsl` and the endings beside it.

import { linearGrid, type Access, type Kernel } from './kernel.js';
import { lanesFor } from './lanes.js';
import { checkSizes } from './sizes.js';
import { sumEndingBias, sumEndingBiasRelu, sumEndingNone, sumPartials as source } from './wgsl.js';

const ENDINGS = { none: sumEndingNone, bias: sumEndingBias, 'bias-relu': sumEndingBiasRelu } as const;

/** What happens to the whole sum: nothing, plus the column's bias, or plus the bias and then ReLU. */
export type SumEnding = keyof typeof ENDINGS;

export interface SumPartials {
  readonly parts: number;
  readonly rows: number;
  readonly columns: number;
  readonly ending: SumEnding;
}

/**
 * `y[r, c] = ending(Σ partials[s, r, c] over s)`, in order of s: the second pass of a split reduction.
 *
 * - `partials`: f32 [parts, rows, columns]
 * - `y`: f32 [rows, columns]
 * - `bias`, unless the ending is 'none': f32 [columns]
 *
 * @example
 * ```ts
 * import { sumPartials } from '@shadegrad/shaders';
 *
 * const kernel = sumPartials({ parts: 8, rows: 128, columns: 10, ending: 'bias-relu' });
 * console.log(kernel.bindings); // { partials: 'read', y: 'read_write', bias: 'read' }
 * ```
 */
export function sumPartials(settings: SumPartials & { readonly ending: 'none' }): Kernel<'partials' | 'y'>;
export function sumPartials(
  settings: SumPartials & { readonly ending: 'bias' | 'bias-relu' },
): Kernel<'partials' | 'y' | 'bias'>;
export function sumPartials(
  settings: SumPartials,
): Kernel<'partials' | 'y'> | Kernel<'partials' | 'y' | 'bias'>;
export function sumPartials(settings: SumPartials): Kernel<'partials' | 'y'> {
  const { parts, rows, columns, ending } = settings;
  checkSizes('sum-partials', { parts, rows, columns });
  const length = rows * columns;
  const hasBias = ending !== 'none';
  // With a bias, four lanes must belong to one row.
  const lanes = lanesFor(hasBias ? columns : length);
  const bindings: Record<'partials' | 'y', Access> = {
    partials: 'read',
    y: 'read_write',
    ...(hasBias && { bias: 'read' }),
  };
  return {
    name: 'sum-partials',
    wgsl: lanes.wgsl + ENDINGS[ending] + source,
    constants: { PARTS: parts, ROWS: rows, COLUMNS: columns },
    bindings,
    usesStep: false,
    workgroups: linearGrid(length / lanes.width, 64),
    flops: length * (parts - 1 + (hasBias ? 1 : 0)),
    bytes: 4 * ((parts + 1) * length + (hasBias ? columns : 0)),
  };
}
