// What happens to the sums of a matrix product before they are stored, so that no other kernel has to read them again:
// bias, ReLU, dropout, or the mask of the layer before on the way back.

import { type DropoutMask, withDropout } from './dropout.js';
import type { Access } from './kernel.js';
import type { Lanes } from './lanes.js';

/** In the order in which it happens. */
export interface Ending {
  /** Adds the column's bias. */
  readonly bias?: boolean;
  /** Sets negative values to 0. */
  readonly relu?: boolean;
  /** Drops elements at random; on the way back with the same settings, the same ones. */
  readonly dropout?: DropoutMask;
  /**
   * Sets to 0 where the element of the same place in `mask` is not above 0, else multiplies by `scale`: the way back
   * through ReLU, of which `mask` is the output, and through dropout behind it, which scaled by `scale`.
   */
  readonly mask?: { readonly scale: number };
}

/** Buffers that an ending reads: `bias` f32 [columns], `mask` f32 shaped like the result. */
export function endingBindings({ bias, mask }: Ending): Record<string, Access> {
  return { ...(bias && { bias: 'read' }), ...(mask && { mask: 'read' }) };
}

/**
 * WGSL with `finish(sum: Floats, i: u32) -> Floats`, for element i of the result counted in lanes: everything but the
 * bias, which kernels add where it costs them least.
 *
 * @param maskBinding Number of the binding of `mask`.
 */
export function finishing({ relu, dropout, mask }: Ending, lanes: Lanes, maskBinding: number) {
  const dropping = dropout && withDropout(dropout, lanes);
  const declarations = mask
    ? `override MASK_SCALE: f32;
@group(0) @binding(${maskBinding}) var<storage, read> mask: array<Floats>;
`
    : '';
  return {
    wgsl: `${dropping?.wgsl ?? lanes.wgsl}
${declarations}
fn finish(sum: Floats, i: u32) -> Floats {
  var value = sum;${relu ? '\n  value = select(value, Floats(0), value < Floats(0));' : ''}${
    dropout ? '\n  value = with_dropout(value, i);' : ''
  }${mask ? '\n  value = select(Floats(0), value * MASK_SCALE, mask[i] > Floats(0));' : ''}
  return value;
}
`,
    constants: { ...dropping?.constants, ...(mask && { MASK_SCALE: mask.scale }) },
    usesStep: dropout !== undefined,
  };
}
