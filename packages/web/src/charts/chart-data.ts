// What a chart draws of the history: x, the measured values, the smoothed ones, and validation where there is some; and
// the smoothed curves of runs that are compared with it.

import './known-language.js';
import uPlot from 'uplot';
import type { ChartOptions } from './chart-options.js';
import type { MetricHistory } from './metric-history.js';
import { smooth } from './smoothing.js';

export type Quantity = 'loss' | 'accuracy';

/** A run that is compared. */
export interface ComparedCurve {
  readonly name: string;
  /** Which of the strokes it is drawn with: its place among the runs that were chosen. */
  readonly place: number;
  readonly history: MetricHistory;
  readonly stepsPerEpoch: number;
}

/** Aligned by position; validation has a value where an epoch ended. */
export type ChartData = [
  x: Float64Array,
  measured: Float64Array,
  smoothed: Float64Array,
  validation: (number | null)[],
];

export function chartData(
  history: MetricHistory,
  quantity: Quantity,
  options: ChartOptions,
  stepsPerEpoch: number,
): ChartData {
  const { columns } = history;
  const measured = columns[quantity];
  const validation = Array.from<number | null>({ length: history.length }).fill(null);
  for (const point of history.validation) {
    const value = quantity === 'loss' ? point.validationLoss : point.validationAccuracy;
    const at = history.indexOfStep(point.step);
    if (value !== undefined && at !== undefined) validation[at] = value;
  }
  return [xOf(history, options, stepsPerEpoch), measured, smooth(measured, options.smoothing), validation];
}

/** The same, with a curve more for each run that is compared. */
export function chartDataWith(
  compared: readonly ComparedCurve[],
  quantity: Quantity,
  options: ChartOptions,
  own: ChartData,
): uPlot.AlignedData {
  if (compared.length === 0) return own;
  const curves = compared.map(({ history, stepsPerEpoch }): uPlot.AlignedData => [
    xOf(history, options, stepsPerEpoch),
    smooth(history.columns[quantity], options.smoothing),
  ]);
  return uPlot.join([own, ...curves]);
}

function xOf({ columns }: MetricHistory, { x }: ChartOptions, stepsPerEpoch: number): Float64Array {
  if (x === 'time') return columns.seconds;
  return x === 'step' ? columns.step : columns.step.map((step) => step / stepsPerEpoch);
}

/** Where a step lies on the x axis; nothing where it was not measured. */
export function xOfStep(
  history: MetricHistory,
  step: number,
  { x }: ChartOptions,
  stepsPerEpoch: number,
): number | undefined {
  if (x === 'step') return step;
  if (x === 'epoch') return step / stepsPerEpoch;
  const at = history.indexOfStep(step);
  return at === undefined ? undefined : history.columns.seconds[at];
}
