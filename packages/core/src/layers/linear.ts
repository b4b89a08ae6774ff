// What convolution and dense layers have in common: a matrix product, a bias, an activation, and their three gradients.

import { byFilter, byInput, columnSums, type Convolution, forward, sumPartials } from '@shadegrad/shaders';
import { activate, activationGradient } from './activate.js';
import type { BuiltLayer, LayerContext, Tensor } from './layer.js';
import { multiply } from './multiply.js';
import type { ActivationName } from './schemas.js';

export interface LinearSettings {
  readonly activation: ActivationName;
  readonly useBias: boolean;
}

/** Builds `activation(x · kernel + bias)`, where the product is a convolution (or a dense layer seen as one). */
export function buildLinear(
  settings: LinearSettings,
  context: LayerContext,
  convolution: Convolution,
  x: Tensor,
): BuiltLayer {
  const kernel = context.parameter('kernel');
  const fusedRelu = settings.useBias && settings.activation === 'relu';
  const y = context.tensor('output', [context.batch, ...context.outputShape]);
  multiply(context, 'forward', forward(convolution), {
    a: x,
    b: kernel,
    c: y,
    ...(settings.useBias && { ending: { bias: context.parameter('bias'), relu: fusedRelu } }),
  });
  const activated: BuiltLayer = fusedRelu
    ? { output: y, backward: (dy) => activationGradient(context, 'relu', y, dy) }
    : activate(context, settings.activation, y);

  return {
    output: activated.output,
    backward(outputGradient) {
      const dy = activated.backward(outputGradient) ?? outputGradient;
      if (settings.useBias) biasGradient(context, convolution, dy);
      multiply(context, 'by kernel', byFilter(convolution), { a: x, b: dy, c: context.gradient('kernel') });
      if (!context.needsInputGradient) return undefined;
      const dx = context.tensor('gradient of input', x.shape);
      multiply(context, 'by input', byInput(convolution), { a: dy, b: kernel, c: dx });
      return dx;
    },
  };
}

function biasGradient(
  context: LayerContext,
  { batch, outHeight, outWidth, filters }: Convolution,
  dy: Tensor,
): void {
  const sums = columnSums({ rows: batch * outHeight * outWidth, columns: filters });
  const gradient = context.gradient('bias');
  if (sums.parts === 1) {
    context.dispatch('by bias', sums, { x: dy, partials: gradient });
    return;
  }
  const partials = context.tensor('bias partial sums', [sums.parts, filters]);
  context.dispatch('by bias', sums, { x: dy, partials });
  const total = sumPartials({ parts: sums.parts, rows: 1, columns: filters, ending: 'none' });
  context.dispatch('by bias, sum of parts', total, { partials, y: gradient });
}
