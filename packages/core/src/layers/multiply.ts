// One matrix product in a plan, whichever number of dispatches its strategy takes.

import { gemm, type Product } from '@shadegrad/shaders';
import type { LayerContext, Tensor } from './layer.js';

export interface Factors {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly c: Tensor;
  /** Added to each row; with `relu`, negative sums become 0. */
  readonly ending?: { readonly bias: Tensor; readonly relu: boolean };
}

/** Writes `c = a · b` into the plan. */
export function multiply(context: LayerContext, label: string, product: Product, factors: Factors): void {
  const { a, b, c, ending } = factors;
  const plan = gemm(product, {
    ending: ending === undefined ? 'none' : ending.relu ? 'bias-relu' : 'bias',
    parallelism: context.parallelism,
  });
  const bias = ending && { bias: ending.bias };
  if (plan.sum === undefined) {
    context.dispatch<string>(label, plan.kernel, { a, b, c, ...bias });
    return;
  }
  const partials = context.tensor(`${label} partial sums`, [plan.partials]);
  context.dispatch<string>(label, plan.kernel, { a, b, c: partials });
  context.dispatch<string>(`${label}, sum of parts`, plan.sum, { partials, y: c, ...bias });
}
