// Pictures in memory, with what the page has to know of them.

import { classCounts, type Dataset } from '@shadegrad/data';
import type { DataOrigin, DataSummary } from './data-state.js';

export interface LoadedPictures {
  readonly training: Dataset;
  readonly test: Dataset;
  readonly summary: DataSummary;
}

/** Hears in words what is done, and how much of it, where that is known. */
export type Tell = (what: string, share: number | undefined) => void;

/** Pictures with what the page has to know of them. */
export function withSummary(
  training: Dataset,
  test: Dataset,
  title: string,
  origin: DataOrigin,
  reason?: string,
): LoadedPictures {
  const { name, shape, classes } = training;
  const counts = { training: classCounts(training), test: classCounts(test) };
  return {
    training,
    test,
    summary: { name, title, origin, shape, classes, counts, ...(reason !== undefined && { reason }) },
  };
}
