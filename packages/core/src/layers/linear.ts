// What convolution and dense layers have in common: a matrix product, a bias, an activation, and their three gradients.

import { byFilter, byInput, type Convolution, forward } from '@shadegrad/shaders';
import { activate } from './activate.js';
import type { BuiltLayer, LayerContext, Tensor } from './layer.js';
import type { ActivationName } from './schemas.js';

export interface LinearSettings {
  readonly activation: ActivationName;
  readonly useBias: boolean;
}

/** Builds `activation(x · kernel + bias)`, where the product is a convolution (or a dense layer seen as one). */
export function buildLinear(
  { activation, useBias }: LinearSettings,
  context: LayerContext,
  convolution: Convolution,
  x: Tensor,
): BuiltLayer {
  const kind = 'multiplication';
  const kernel = context.parameter('kernel');
  const y = context.tensor('output', [context.batch, ...context.outputShape]);
  context.write({
    kind,
    label: 'forward',
    product: forward(convolution),
    ending: useBias ? { bias: true } : {},
    reads: { a: x, b: kernel, ...(useBias && { bias: context.parameter('bias') }) },
    writes: { c: y },
  });
  const activated = activate(context, activation, y);

  return {
    output: activated.output,
    backward(outputGradient) {
      const dy = activated.backward(outputGradient) ?? outputGradient;
      context.write({
        kind,
        label: 'by kernel',
        product: byFilter(convolution, useBias),
        ending: {},
        reads: { a: x, b: dy },
        writes: { c: context.gradient('kernel'), ...(useBias && { sums: context.gradient('bias') }) },
      });
      if (!context.needsInputGradient) return undefined;
      const dx = context.tensor('gradient of input', x.shape);
      context.write({
        kind,
        label: 'by input',
        product: byInput(convolution),
        ending: {},
        reads: { a: dy, b: kernel },
        writes: { c: dx },
      });
      return dx;
    },
  };
}
