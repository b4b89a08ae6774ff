// From a run's log to the points of its learning curves.

import type { EpochRecord, StepRecord } from '@shadegrad/core';
import type { History } from '../run-folder/metrics-log.js';
import type { Point } from './line-chart.js';

/** More points than this are not seen and only make the file large. */
const MOST_POINTS = 600;

export type Measure = 'loss' | 'accuracy';

/** With this many epochs, their means make a curve; with fewer, the steps do. */
const FEWEST_EPOCHS = 5;

export interface CurvePoints {
  /** What x counts. */
  readonly unit: 'step' | 'epoch';
  /** Where training's curve comes from: the running mean of logged steps, or the means of epochs. */
  readonly drawnFrom: 'steps' | 'epochs';
  readonly steps: readonly Point[];
  readonly training: readonly Point[];
  readonly validation: readonly Point[];
}

/** Points of a run: a short one is drawn from its steps, if they were logged, a longer one from its epochs. */
export function curvePoints(history: History, measure: Measure): CurvePoints {
  const steps = history.steps.filter((record) => Number.isFinite(record[measure]));
  const drawnFrom = history.epochs.length < FEWEST_EPOCHS && steps.length > 1 ? 'steps' : 'epochs';
  const unit = drawnFrom === 'steps' && history.epochs.length <= 1 ? 'step' : 'epoch';
  const stepsPerEpoch = stepsInAnEpoch(history);
  const toX = (record: StepRecord | EpochRecord): number =>
    unit === 'step' ? record.step : record.step / stepsPerEpoch;
  return {
    unit,
    drawnFrom,
    steps: thinOut(steps.map((record) => [toX(record), record[measure]])),
    training: history.epochs.map((record) => [toX(record), record[measure]]),
    validation: history.epochs.flatMap((record): Point[] => {
      const value = measure === 'loss' ? record.validationLoss : record.validationAccuracy;
      return value === undefined ? [] : [[toX(record), value]];
    }),
  };
}

function stepsInAnEpoch({ epochs }: History): number {
  const last = epochs.at(-1);
  return last === undefined ? 1 : last.step / last.epoch;
}

/** Means of neighbours, so that no more than {@link MOST_POINTS} are left. */
export function thinOut(points: readonly Point[], most = MOST_POINTS): readonly Point[] {
  const bin = Math.ceil(points.length / most);
  if (bin <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / bin) }, (_, index) =>
    meanPoint(points.slice(index * bin, (index + 1) * bin)),
  );
}

/** Each value becomes the mean of its neighbourhood, a twentieth of the curve to either side. */
export function smooth(points: readonly Point[]): readonly Point[] {
  const reach = Math.floor(points.length / 20);
  return points.map(([x], index) => {
    // At its steep beginning the same number on both sides, or the curve would be pulled down before it falls.
    const after = Math.min(reach, index);
    return [x, meanPoint(points.slice(Math.max(0, index - reach), index + after + 1))[1]];
  });
}

function meanPoint(points: readonly Point[]): Point {
  const sum = points.reduce<Point>(([sumX, sumY], [x, y]) => [sumX + x, sumY + y], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
