// Writes the layers of a model into a pass: forward in order, then backward in reverse.

import { kindOf, type LayerSettings } from '../layers/index.js';
import type { BuiltLayer, LayerContext, Tensor } from '../layers/layer.js';
import type { Model, ModelLayer } from '../model/index.js';
import type { PassBuilder } from './pass-builder.js';
import type { View } from './plan.js';

export interface NetworkOptions {
  readonly model: Model;
  readonly mode: 'training' | 'inference';
  readonly batch: number;
  /** True where a loss follows that wants logits: a softmax at the end is left out. */
  readonly upToLogits: boolean;
  /** All weights, as they lie one behind the other. */
  readonly weights: View & { readonly of: 'plan' };
  /** Where their gradients go, in the same order; absent where none are asked for. */
  readonly gradients?: View & { readonly of: 'plan' };
}

export interface BuiltNetwork {
  readonly output: Tensor;
  /** What each layer puts out. */
  readonly outputs: readonly Tensor[];
  /** Writes the backward pass. */
  backward(outputGradient: Tensor): void;
}

export function buildNetwork(builder: PassBuilder, options: NetworkOptions, input: Tensor): BuiltNetwork {
  const { model, upToLogits } = options;
  const firstWithParameters = model.layers.findIndex((layer) => layer.parameters.length > 0);
  const built: BuiltLayer[] = [];
  let output = input;
  model.layers.forEach((layer, index) => {
    const context = layerContext(builder, options, layer, index, index > firstWithParameters);
    const isLast = index === model.layers.length - 1;
    const settings = upToLogits && isLast ? withoutSoftmax(layer.settings) : layer.settings;
    const step = kindOf(settings).build(settings, context, output);
    built.push(step);
    output = step.output;
  });
  return {
    output,
    outputs: built.map((layer) => layer.output),
    backward(outputGradient) {
      let gradient: Tensor | undefined = outputGradient;
      // Layers before the first with parameters have nothing to learn from a gradient.
      for (let index = built.length - 1; index >= firstWithParameters && gradient !== undefined; index--) {
        gradient = built[index]?.backward(gradient);
      }
    },
  };
}

/** Cross-entropy applies softmax itself: from logits it is exact where a probability would round to 0. */
function withoutSoftmax(settings: LayerSettings): LayerSettings {
  return 'activation' in settings && settings.activation === 'softmax'
    ? { ...settings, activation: 'linear' }
    : settings;
}

function layerContext(
  builder: PassBuilder,
  { mode, batch, weights, gradients }: NetworkOptions,
  layer: ModelLayer,
  index: number,
  needsInputGradient: boolean,
): LayerContext {
  const parameterTensor = (all: NetworkOptions['gradients'], role: string): Tensor => {
    const parameter = layer.parameters.find(({ name }) => name === `${layer.name}/${role}`);
    if (parameter === undefined || all === undefined) throw new Error(`${layer.name} has no ${role}`);
    const offset = all.offset + 4 * parameter.offset;
    return builder.fixed(parameter.name, parameter.shape, { ...all, offset, bytes: 4 * parameter.length });
  };
  return {
    mode,
    batch,
    index,
    inputShape: layer.inputShape,
    outputShape: layer.outputShape,
    needsInputGradient,
    tensor: (name, shape) => builder.tensor(`${layer.name}/${name}`, shape),
    parameter: (role) => parameterTensor(weights, role),
    gradient: (role) => parameterTensor(gradients, role),
    write: (operation) => builder.write({ ...operation, label: `${layer.name}/${operation.label}` }),
    dispatch: (label, kernel, buffers) => builder.dispatch(`${layer.name}/${label}`, kernel, buffers),
  };
}
