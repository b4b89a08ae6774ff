// What a way of computing a matrix product must offer. Adding one means one file here; `gemm` takes any.

import type { Workgroups } from '../../kernel.js';
import type { Product } from '../products.js';

/** What happens to a sum before it is stored: nothing, plus the column's bias, or that and ReLU. */
export type Ending = 'none' | 'bias' | 'bias-relu';

/** A product settled in everything but its code. */
export interface Task {
  readonly product: Product;
  readonly ending: Ending;
  /** Parts into which the sum over k is cut; above 1 the result is [parts, m, n] and `ending` comes later. */
  readonly parts: number;
  /** Terms of the sum in each part but the last; a multiple of four. */
  readonly termsPerPart: number;
}

export interface Strategy {
  readonly name: string;
  /** Invocations that the output alone gives work to; where they are few, the sum is cut into parts. */
  invocations(product: Product): number;
  /**
   * WGSL without declarations of constants and operands, and the grid. Result `c` is binding 2, `bias` binding 3.
   * Constants available: M, N, K, TERMS_PER_PART and the operands' own.
   */
  emit(task: Task): { wgsl: string; workgroups: Workgroups };
}
