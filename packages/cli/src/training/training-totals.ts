// A whole run's time and speed, from its epochs; they may lie days apart when a run was resumed.

import type { EpochRecord } from '@shadegrad/core';

export interface TrainingTotals {
  /** Training and validation of all epochs. */
  readonly seconds: number;
  /** Of training alone: the median epoch's, which a pause of the machine does not move. */
  readonly imagesPerSecond: number;
}

export function trainingTotals(epochs: readonly EpochRecord[]): TrainingTotals {
  const rates = epochs.map(({ imagesPerSecond }) => imagesPerSecond).toSorted((a, b) => a - b);
  return {
    seconds: epochs.reduce((sum, { seconds }) => sum + seconds, 0),
    imagesPerSecond: rates[Math.floor(rates.length / 2)] ?? 0,
  };
}
