// Activation functions in a plan: each an operation forward and one backward. ReLU's are fused into others where they can
// be (see `plan/fuse.ts`).

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
      return rectify(context, x);
    case 'tanh':
    case 'sigmoid': {
      const output = context.tensor(kind, x.shape);
      const length = size(x.shape);
      context.dispatch(kind, activation({ length, kind }), { x, y: output });
      return {
        output,
        backward(dy) {
          const dx = context.tensor(`gradient before ${kind}`, x.shape);
          context.dispatch(`${kind} backward`, activationBackward({ length, kind }), { y: output, dy, dx });
          return dx;
        },
      };
    }
    default:
      return kind satisfies never;
  }
}

/** An ending, so that the operation before it can take it over, on the way back too. */
function rectify(context: LayerContext, x: Tensor): BuiltLayer {
  const kind = 'application';
  const output = context.tensor('relu', x.shape);
  context.write({ kind, label: 'relu', ending: { relu: true }, reads: { x }, writes: { y: output } });
  return {
    output,
    backward(dy) {
      const dx = context.tensor('gradient before relu', x.shape);
      const ending = { mask: { scale: 1 } };
      const label = 'relu backward';
      context.write({ kind, label, ending, reads: { x: dy, mask: output }, writes: { y: dx } });
      return dx;
    },
  };
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
