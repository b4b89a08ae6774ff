// A model is plain data: layers in a row, with the shapes and parameters that follow from them. It knows no GPU.

import { clipped } from '../clipped.js';
import { ShadegradError } from '../errors.js';
import type { Initializer } from '../initializers/index.js';
import { kindOf, type LayerSettings, parseLayer } from '../layers/index.js';
import { formatShape, type Shape, size } from './shape.js';

/** One tensor of weights. */
export interface Parameter {
  /** `conv2d/kernel`: the layer's name and the role. */
  readonly name: string;
  readonly shape: Shape;
  /** Number of weights. */
  readonly length: number;
  /** Where its weights begin in the buffer that holds all parameters, in floats; a multiple of 64 (256 bytes). */
  readonly offset: number;
  /** Position among the model's parameters; keys the random numbers of the initial weights. */
  readonly index: number;
  readonly initializer: Initializer;
}

export interface ModelLayer {
  /** Unique in the model. */
  readonly name: string;
  readonly settings: LayerSettings;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly parameters: readonly Parameter[];
}

export interface Model {
  readonly name: string;
  /** Of one example. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly layers: readonly ModelLayer[];
  /** Of all layers, in their order. */
  readonly parameters: readonly Parameter[];
  /** Weights that training changes. */
  readonly parameterCount: number;
  /** Floats of the buffer that holds all parameters, gaps included. */
  readonly parameterBufferLength: number;
}

export interface SequentialOptions {
  /** @default sequential */
  name?: string;
  /** Of one example: [height, width, channels] or [features]. */
  inputShape: Shape;
  layers: readonly LayerSettings[];
}

// Parameters begin at multiples of 256 bytes: WebGPU's default for the offset of a binding.
const ALIGNMENT = 64;
// More weights than this could not be bound as one buffer on any adapter of today.
const MOST_WEIGHTS = 2 ** 30;

/**
 * A model whose layers follow one another, as Keras' `Sequential`. Layers without a name get Keras' names: `conv2d`,
 * `conv2d_1`, `max_pooling2d`, …
 *
 * @throws ShadegradError `SHADEGRAD_MODEL` where the input shape or the list of layers makes no model,
 *   `SHADEGRAD_MODEL_SHAPE` where a layer cannot follow the one before it, and what the layers' own checks throw.
 * @see https://keras.io/api/models/sequential/
 * @example
 * ```ts
 * import { conv2d, dense, flatten, sequential } from '@shadegrad/core';
 *
 * const model = sequential({
 *   inputShape: [28, 28, 1],
 *   layers: [conv2d({ filters: 8, kernelSize: 3, activation: 'relu' }), flatten(), dense({ units: 10, activation: 'softmax' })],
 * });
 * console.log(model.parameterCount); // 54170
 * ```
 */
export function sequential(options: SequentialOptions): Model {
  return modelFrom(options);
}

/** `sequential` for a description from outside, of which nothing is known yet. */
export function modelFrom(description: { name?: string; inputShape: unknown; layers: unknown }): Model {
  const { name = 'sequential' } = description;
  const inputShape = checkInputShape(description.inputShape);
  const settings = withNames(checkLayers(description.layers).map(parseLayer));

  const layers: ModelLayer[] = [];
  const parameters: Parameter[] = [];
  let shape = inputShape;
  let end = 0;
  for (const layer of settings) {
    const kind = kindOf(layer);
    const outputShape = kind.outputShape(layer, shape);
    const own = kind.parameters(layer, shape).map((declared, i): Parameter => {
      const length = size(declared.shape);
      const offset = end;
      end += ALIGNMENT * Math.ceil(length / ALIGNMENT);
      return {
        ...declared,
        name: `${layer.name}/${declared.name}`,
        length,
        offset,
        index: parameters.length + i,
      };
    });
    if (end > MOST_WEIGHTS) throw tooManyWeights(layer.name, shape);
    parameters.push(...own);
    layers.push({ name: layer.name, settings: layer, inputShape: shape, outputShape, parameters: own });
    shape = outputShape;
  }
  return {
    name,
    inputShape,
    outputShape: shape,
    layers,
    parameters,
    parameterCount: parameters.reduce((sum, parameter) => sum + parameter.length, 0),
    parameterBufferLength: end,
  };
}

/** @throws ShadegradError `SHADEGRAD_MODEL`. */
export function checkInputShape(inputShape: unknown): Shape {
  if (!isShape(inputShape)) {
    throw new ShadegradError(
      'SHADEGRAD_MODEL',
      `The model's input shape is ${clipped(JSON.stringify(inputShape) ?? 'missing')}.`,
      'Give one to three whole numbers from 1, such as [28, 28, 1] for height, width and channels.',
    );
  }
  if (size(inputShape) > 2 ** 26) {
    throw new ShadegradError(
      'SHADEGRAD_MODEL',
      `One example of ${formatShape(inputShape)} has more than 67,108,864 values.`,
      'Scale the pictures down.',
    );
  }
  return inputShape;
}

function isShape(value: unknown): value is Shape {
  if (!Array.isArray(value) || value.length < 1 || value.length > 3) return false;
  return value.every((extent) => Number.isSafeInteger(extent) && Number(extent) >= 1);
}

function checkLayers(layers: unknown): readonly unknown[] {
  if (Array.isArray(layers) && layers.length > 0) return layers;
  throw new ShadegradError('SHADEGRAD_MODEL', 'The model has no layers.', 'List at least one layer.');
}

/** Gives unnamed layers Keras' names and refuses a name that is taken. */
function withNames(layers: readonly LayerSettings[]): (LayerSettings & { name: string })[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return layers.map((layer) => {
    const base = kindOf(layer).baseName;
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    const name = layer.name ?? (count === 0 ? base : `${base}_${count}`);
    if (taken.has(name)) {
      throw new ShadegradError('SHADEGRAD_MODEL', `Two layers are called "${name}".`, 'Rename one of them.');
    }
    taken.add(name);
    // Type and name first, given or not, so that a description that has been through JSON looks the same.
    return Object.assign({ type: layer.type, name }, layer, { name });
  });
}

const tooManyWeights = (name: string, input: Shape): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_MODEL_SHAPE',
    `${name}: with its input of ${formatShape(input)} the model has more than 1,073,741,824 weights.`,
    'Use fewer units or filters, or pool before this layer.',
  );
