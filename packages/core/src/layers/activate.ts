// Activation functions in a plan: each a dispatch forward and one backward. ReLU after a bias never comes here: it is
// part of the matrix product's ending (see `linear.ts`).

import { activation, activationBackward, softmax, softmaxBackward } from '@shadegrad/shaders';
import { size } from '../model/shape.js';
import type { BuiltLayer, LayerContext, Tensor } from './layer.js';
import type { ActivationName } from './schemas.js';

/** Applies an activation to `x`; softmax works along the last extent. */
export function activate(context: LayerContext, kind: ActivationName, x: Tensor): BuiltLayer {
  switch (kind) {
    case 'linear':
      return { output: x, backward: (gradient) => gradient };
    case 'softmax':
      return activateSoftmax(context, x);
    case 'relu':
    case 'tanh':
    case 'sigmoid': {
      const output = context.tensor(kind, x.shape);
      context.dispatch(kind, activation({ length: size(x.shape), kind }), { x, y: output });
      return { output, backward: (dy) => activationGradient(context, kind, output, dy) };
    }
    default:
      return kind satisfies never;
  }
}

/** The gradient of an activation's input, from its output `y` and the gradient `dy` of that. */
export function activationGradient(
  context: LayerContext,
  kind: 'relu' | 'tanh' | 'sigmoid',
  y: Tensor,
  dy: Tensor,
): Tensor {
  const dx = context.tensor(`gradient before ${kind}`, y.shape);
  context.dispatch(`${kind} backward`, activationBackward({ length: size(y.shape), kind }), { y, dy, dx });
  return dx;
}

function activateSoftmax(context: LayerContext, x: Tensor): BuiltLayer {
  const columns = x.shape.at(-1) ?? 1;
  const grid = { rows: size(x.shape) / columns, columns };
  const output = context.tensor('softmax', x.shape);
  context.dispatch('softmax', softmax(grid), { x, y: output });
  return {
    output,
    backward(dy) {
      const dx = context.tensor('gradient before softmax', x.shape);
      context.dispatch('softmax backward', softmaxBackward(grid), { y: output, dy, dx });
      return dx;
    },
  };
}
