// A whole model's loss in float64. Its central differences are what the gradients of the GPU are checked against: in
// f32 a difference quotient would have three good digits, here it has nine.

import type { LayerSettings } from '../layers/index.js';
import type { Model, ModelLayer } from '../model/index.js';
import { activate, convolve, drop, multiply, pool } from './reference-layers.js';

export type ReferenceWeights = ReadonlyMap<string, Float64Array>;

export interface ReferenceBatch {
  /** [examples, …input shape], bytes. */
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  readonly labelSmoothing: number;
  /** What dropout masks are drawn from; a training step's. */
  readonly seed: number;
  readonly step: number;
}

/** The mean cross-entropy of a training step over its batch. */
export function referenceLoss(model: Model, weights: ReferenceWeights, batch: ReferenceBatch): number {
  const elements = model.inputShape.reduce((product, extent) => product * extent, 1);
  let sum = 0;
  batch.labels.forEach((label, example) => {
    const pixels = batch.images.subarray(example * elements, (example + 1) * elements);
    let x: Float64Array = Float64Array.from(pixels, (pixel) => pixel / 255);
    model.layers.forEach((layer, index) => {
      x = forward(layer, weights, x, { seed: batch.seed, step: batch.step, layer: index, example });
    });
    sum += crossEntropy(
      isSoftmax(model.layers.at(-1)?.settings) ? x : softmax(x),
      label,
      batch.labelSmoothing,
    );
  });
  return sum / batch.labels.length;
}

/** What each layer makes of one picture, in float64, without dropout. */
export function referenceActivations(
  model: Model,
  weights: ReferenceWeights,
  pixels: ArrayLike<number>,
): Float64Array[] {
  let x: Float64Array = Float64Array.from(pixels);
  return model.layers.map((layer) => {
    const isDropout = layer.settings.type === 'dropout';
    if (!isDropout) x = forward(layer, weights, x, { seed: 0, step: 0, layer: 0, example: 0 });
    return x;
  });
}

function forward(
  { name, settings, inputShape, outputShape }: ModelLayer,
  weights: ReferenceWeights,
  x: Float64Array,
  draw: Parameters<typeof drop>[2],
): Float64Array {
  const lastExtent = outputShape.at(-1) ?? 1;
  switch (settings.type) {
    case 'conv2d': {
      const [kernel, bias] = kernelAndBias(name, weights, settings.filters);
      const y = convolve(settings, inputShape, outputShape, x, kernel, bias);
      return activate(settings.activation, y, lastExtent);
    }
    case 'dense': {
      const [kernel, bias] = kernelAndBias(name, weights, settings.units);
      const y = multiply(inputShape.at(-1) ?? 1, settings.units, x, kernel, bias);
      return activate(settings.activation, y, lastExtent);
    }
    case 'maxPool2d':
      return pool(settings, inputShape, outputShape, x);
    case 'dropout':
      return drop(settings.rate, x, draw);
    case 'activation':
      return activate(settings.activation, x, lastExtent);
    case 'flatten':
      return x;
    default:
      return settings satisfies never;
  }
}

function kernelAndBias(
  name: string,
  weights: ReferenceWeights,
  outputs: number,
): [Float64Array, Float64Array] {
  const kernel = weights.get(`${name}/kernel`);
  if (kernel === undefined) throw new Error(`there is no ${name}/kernel`);
  return [kernel, weights.get(`${name}/bias`) ?? new Float64Array(outputs)];
}

const isSoftmax = (settings: LayerSettings | undefined): boolean =>
  settings !== undefined && 'activation' in settings && settings.activation === 'softmax';

const softmax = (logits: Float64Array): Float64Array => activate('softmax', logits, logits.length);

/** −Σ t'·log p, with t' = t·(1 − s) + s / classes. */
function crossEntropy(probabilities: Float64Array, label: number, smoothing: number): number {
  return probabilities.reduce((sum, probability, c) => {
    const target = Number(c === label) * (1 - smoothing) + smoothing / probabilities.length;
    return sum - target * Math.log(probability);
  }, 0);
}
