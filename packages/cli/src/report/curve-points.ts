// From a run's log to the points of its learning curves.

import type { EpochRecord, History, StepRecord } from '../run-folder/metrics-log.js';
import type { Point } from './line-chart.js';

/** More points than this are not seen and only make the file large. */
const MOST_POINTS = 600;

export type Measure = 'loss' | 'accuracy';

export interface CurvePoints {
  /** A short run is drawn over its steps, a longer one over its epochs. */
  readonly unit: 'step' | 'epoch';
  readonly steps: readonly Point[];
  readonly training: readonly Point[];
  readonly validation: readonly Point[];
}

/** Points with x in steps, for a run of one epoch with a step log, else in epochs. */
export function curvePoints(history: History, measure: Measure): CurvePoints {
  const steps = history.steps.filter((record) => Number.isFinite(record[measure]));
  const unit = history.epochs.length <= 1 && steps.length > 1 ? 'step' : 'epoch';
  const stepsPerEpoch = stepsInAnEpoch(history);
  const toX = (record: StepRecord | EpochRecord): number =>
    unit === 'step' ? record.step : record.step / stepsPerEpoch;
  return {
    unit,
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

/** Each value becomes the mean of its neighbourhood, a fortieth of the curve to either side. */
export function smooth(points: readonly Point[]): readonly Point[] {
  const reach = Math.floor(points.length / 40);
  return points.map(([x], index) => {
    // The same number on both sides, or the ends of a steep curve would be pulled inwards.
    const near = Math.min(reach, index, points.length - 1 - index);
    return [x, meanPoint(points.slice(index - near, index + near + 1))[1]];
  });
}

function meanPoint(points: readonly Point[]): Point {
  const sum = points.reduce<Point>(([sumX, sumY], [x, y]) => [sumX + x, sumY + y], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
