// What a chart draws of the history: x, the measured values, the smoothed ones, and validation where there is some.

import type { ChartOptions } from './chart-options.js';
import type { MetricHistory } from './metric-history.js';
import { smooth } from './smoothing.js';

export type Quantity = 'loss' | 'accuracy';

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
  { x, smoothing }: ChartOptions,
  stepsPerEpoch: number,
): ChartData {
  const { columns } = history;
  const measured = columns[quantity];
  const validation = Array.from<number | null>({ length: history.length }).fill(null);
  const first = columns.step[0] ?? 1;
  for (const point of history.validation) {
    const value = quantity === 'loss' ? point.validationLoss : point.validationAccuracy;
    if (value !== undefined && point.step >= first) validation[point.step - first] = value;
  }
  const xs = {
    step: columns.step,
    epoch: columns.step.map((step) => step / stepsPerEpoch),
    time: columns.seconds,
  };
  return [xs[x], measured, smooth(measured, smoothing), validation];
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
  const { columns } = history;
  return columns.seconds[step - (columns.step[0] ?? 1)];
}
