// The arithmetic behind one value that a layer put out, from what it read and its weights: the same numbers that the device
// used, added up once more in float64.

import {
  type Activations,
  type LayerSettings,
  type Model,
  type ModelLayer,
  type ReceptiveField,
  receptiveField,
  type Weights,
} from '@shadegrad/core';
import { indexOf, mapsOf, type Place } from './maps.js';

/** One product of a sum. */
export interface Term {
  /** What was read; 0 where the window sticks out of the picture. */
  readonly value: number;
  readonly weight: number;
  readonly isPadding: boolean;
}

/** What one input channel adds to a convolution's sum; terms row after row of the window. */
export interface ChannelTerms {
  readonly terms: readonly Term[];
  readonly sum: number;
}

interface Weighted {
  readonly bias: number;
  /** Of all products and the bias: what the activation function gets. */
  readonly sum: number;
  readonly activation: string;
  /** Softmax alone: the sum of e^(value − largest) over all units, and the largest. */
  readonly softmax?: { readonly largest: number; readonly total: number };
}

export type Explanation = {
  /** What the device computed. */
  readonly output: number;
  /** What comes out here. */
  readonly result: number;
} & (
  | ({
      readonly kind: 'convolution';
      readonly field: ReceptiveField;
      readonly channels: readonly ChannelTerms[];
    } & Weighted)
  | {
      readonly kind: 'maximum';
      readonly field: ReceptiveField;
      /** Row after row of the window; nothing where it sticks out. */
      readonly values: readonly (number | undefined)[];
    }
  | ({
      readonly kind: 'dense';
      /** All inputs; their position is their number. */
      readonly terms: readonly Term[];
    } & Weighted)
  | { readonly kind: 'activation'; readonly input: number; readonly activation: string }
  | { readonly kind: 'passed on'; readonly input: number }
);

/** @param position Of the layer in the model, from 0. */
export function explain(
  model: Model,
  snapshot: Activations,
  position: number,
  place: Place,
): Explanation | undefined {
  const layer = model.layers[position];
  const values = snapshot.layers[position]?.values;
  if (layer === undefined || values === undefined) return undefined;
  const input = position === 0 ? snapshot.input : (snapshot.layers[position - 1]?.values ?? snapshot.input);
  const index = indexOf(mapsOf(layer.outputShape), place);
  const output = values[index] ?? Number.NaN;
  const { settings } = layer;
  switch (settings.type) {
    case 'conv2d':
      return { output, ...explainConvolution(layer, settings.activation, input, snapshot.weights, place) };
    case 'maxPool2d':
      return { output, ...explainMaximum(layer, input, place) };
    case 'dense':
      return { output, ...explainDense(layer, settings.activation, input, snapshot.weights, index) };
    case 'activation': {
      const read = input[index] ?? Number.NaN;
      const { softmax, result } = activated(settings.activation, read, () =>
        vectorAround(input, layer.inputShape.at(-1) ?? 1, index),
      );
      return { output, kind: 'activation', input: read, activation: settings.activation, result, ...softmax };
    }
    case 'dropout':
    case 'flatten': {
      const read = input[index] ?? Number.NaN;
      return { output, kind: 'passed on', input: read, result: read };
    }
    default:
      return settings satisfies never;
  }
}

function explainConvolution(
  layer: ModelLayer,
  activation: string,
  input: Float32Array,
  weights: Weights,
  place: Place,
) {
  const [, , channels = 1] = layer.inputShape;
  const [, , filters = 1] = layer.outputShape;
  const kernel = tensor(weights, layer, 'kernel');
  const sums = (filter: number) => {
    const found = fieldOf(layer, place);
    const all = Array.from({ length: channels }, (_, channel): ChannelTerms => {
      const terms = readWindow(layer, input, found, channel).map((value, i): Term => ({
        value: value ?? 0,
        weight: kernel[(i * channels + channel) * filters + filter] ?? Number.NaN,
        isPadding: value === undefined,
      }));
      return { terms, sum: sumOf(terms) };
    });
    const bias = tensor(weights, layer, 'bias')[filter] ?? 0;
    return { all, bias, sum: all.reduce((sum, channel) => sum + channel.sum, bias) };
  };
  const { all, bias, sum } = sums(place.channel);
  const { softmax, result } = activated(activation, sum, () =>
    Array.from({ length: filters }, (_, filter) => sums(filter).sum),
  );
  const field = fieldOf(layer, place);
  return { kind: 'convolution', field, channels: all, bias, sum, activation, result, ...softmax } as const;
}

function explainMaximum(layer: ModelLayer, input: Float32Array, place: Place) {
  const field = fieldOf(layer, place);
  const values = readWindow(layer, input, field, place.channel);
  const result = values.reduce<number>((most, value) => Math.max(most, value ?? -Infinity), -Infinity);
  return { kind: 'maximum', field, values, result } as const;
}

/** Like Keras', along the last extent of its input. */
function explainDense(
  layer: ModelLayer,
  activation: string,
  input: Float32Array,
  weights: Weights,
  index: number,
) {
  const inputs = layer.inputShape.at(-1) ?? 1;
  const units = layer.outputShape.at(-1) ?? 1;
  const first = Math.floor(index / units) * inputs;
  const kernel = tensor(weights, layer, 'kernel');
  const biases = tensor(weights, layer, 'bias');
  const termsOf = (unit: number): Term[] =>
    Array.from({ length: inputs }, (_, i) => ({
      value: input[first + i] ?? Number.NaN,
      weight: kernel[i * units + unit] ?? Number.NaN,
      isPadding: false,
    }));
  const unit = index % units;
  const terms = termsOf(unit);
  const bias = biases[unit] ?? 0;
  const sum = sumOf(terms) + bias;
  const { softmax, result } = activated(activation, sum, () =>
    Array.from({ length: units }, (_, other) => sumOf(termsOf(other)) + (biases[other] ?? 0)),
  );
  return { kind: 'dense', terms, bias, sum, activation, result, ...softmax } as const;
}

/** @param all What the function gets for all units, asked for where it depends on them. */
function activated(activation: string, sum: number, all: () => readonly number[]) {
  switch (activation) {
    case 'relu':
      return { result: Math.max(0, sum) };
    case 'tanh':
      return { result: Math.tanh(sum) };
    case 'sigmoid':
      return { result: 1 / (1 + Math.exp(-sum)) };
    case 'softmax': {
      const values = all();
      const largest = Math.max(...values);
      const total = values.reduce((whole, value) => whole + Math.exp(value - largest), 0);
      return { result: Math.exp(sum - largest) / total, softmax: { softmax: { largest, total } } };
    }
    default:
      return { result: sum };
  }
}

const sumOf = (terms: readonly Term[]): number =>
  terms.reduce((sum, { value, weight }) => sum + value * weight, 0);

function fieldOf(layer: ModelLayer, { y, x }: Place): ReceptiveField {
  const field = receptiveField(layer, y, x);
  if (field === undefined) throw new Error(`${layer.name} slides no window`);
  return field;
}

/** One channel of a window of the layer's input, row after row. */
function readWindow(
  { inputShape: [height = 1, width = 1, channels = 1] }: ModelLayer,
  input: Float32Array,
  field: ReceptiveField,
  channel: number,
): (number | undefined)[] {
  return Array.from({ length: field.height * field.width }, (_, i) => {
    const y = field.top + Math.floor(i / field.width);
    const x = field.left + (i % field.width);
    const isInside = y >= 0 && y < height && x >= 0 && x < width;
    return isInside ? input[(y * width + x) * channels + channel] : undefined;
  });
}

function vectorAround(values: Float32Array, extent: number, index: number): number[] {
  const first = index - (index % extent);
  return [...values.subarray(first, first + extent)];
}

const NONE = new Float32Array(0);

const tensor = (weights: Weights, { name }: ModelLayer, role: 'kernel' | 'bias'): Float32Array =>
  weights.get(`${name}/${role}`)?.data ?? NONE;

/** Whether a layer of these settings has arithmetic of its own. */
export const computes = ({ type }: LayerSettings): boolean => type !== 'dropout' && type !== 'flatten';
