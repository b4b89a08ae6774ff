// How a network is doing, in few numbers: how its weights, their gradients and its activations are spread, and which of
// its ReLUs are dead.

import {
  type Activations,
  deadUnits,
  type Histogram,
  histogram,
  type LayerSettings,
  type Model,
  type Weights,
} from '@shadegrad/core';

export interface NamedHistogram {
  /** Of a weight tensor, or of a layer: `conv2d/kernel`, `conv2d`. */
  readonly name: string;
  readonly histogram: Histogram;
}

export interface DeadUnits {
  /** The layer's name. */
  readonly layer: string;
  readonly units: number;
  /** Those that put out 0 for every picture and at every place. */
  readonly dead: readonly number[];
}

/** What there are histograms of. */
export const QUANTITIES = ['weights', 'gradients', 'activations'] as const;

export type Quantity = (typeof QUANTITIES)[number];

export interface NetworkStatistics extends Readonly<Record<Quantity, readonly NamedHistogram[]>> {
  /** Training steps that the weights had seen. */
  readonly step: number;
  /** Test pictures that the activations are of. */
  readonly pictures: number;
  readonly dead: readonly DeadUnits[];
}

export function networkStatistics(
  model: Model,
  { step, weights, layers, input }: Activations,
  gradients: Weights,
): NetworkStatistics {
  const computing = layers.filter((_, i) => computes(model.layers[i]?.settings));
  const elements = model.inputShape.reduce((product, extent) => product * extent, 1);
  return {
    step,
    pictures: input.length / elements,
    weights: tensorHistograms(weights),
    gradients: tensorHistograms(gradients),
    activations: computing.map(({ name, values }) => ({ name, histogram: histogram(values) })),
    dead: layers.flatMap(({ name, shape, values }, i) => {
      if (!isRectified(model.layers[i]?.settings)) return [];
      const units = shape.at(-1) ?? 1;
      return [{ layer: name, units, dead: deadUnits(values, units) }];
    }),
  };
}

const tensorHistograms = (tensors: Weights): NamedHistogram[] =>
  [...tensors].map(([name, { data }]) => ({ name, histogram: histogram(data) }));

/** Others pass on what they get. */
const computes = (settings: LayerSettings | undefined): boolean =>
  settings !== undefined && settings.type !== 'dropout' && settings.type !== 'flatten';

const isRectified = (settings: LayerSettings | undefined): boolean =>
  settings !== undefined && 'activation' in settings && settings.activation === 'relu';

/** Keeps a history short: where it has grown beyond `most`, every second record between its first and its last goes. */
export function thinned<Entry>(history: readonly Entry[], most: number): readonly Entry[] {
  if (history.length <= most) return history;
  return history.filter((_, i) => i % 2 === 0 || i === history.length - 1);
}

/**
 * A histogram as a column of a picture: the share of values in each of `rows` stretches of equal width, from `low` up.
 * Within a bin, values are taken to lie evenly.
 */
export function densityColumn(
  { low: from, high: to, counts, count }: Histogram,
  low: number,
  high: number,
  rows: number,
): number[] {
  const column = Array.from({ length: rows }, () => 0);
  if (count === 0) return column;
  const rowOf = (value: number): number => (high > low ? ((value - low) / (high - low)) * rows : rows / 2);
  const add = (row: number, share: number): void => {
    const at = Math.min(rows - 1, Math.max(0, row));
    column[at] = (column[at] ?? 0) + share;
  };
  counts.forEach((inBin, bin) => {
    if (inBin === 0) return;
    const begin = rowOf(from + ((to - from) * bin) / counts.length);
    const end = rowOf(from + ((to - from) * (bin + 1)) / counts.length);
    const share = inBin / count;
    if (end - begin < 1e-9) return add(Math.floor(begin), share);
    for (let row = Math.floor(begin); row < end; row++) {
      const overlap = Math.min(end, row + 1) - Math.max(begin, row);
      add(row, (share * overlap) / (end - begin));
    }
  });
  return column;
}
