// A labelled set of pictures as plain data, and the few things one does to it before training: check, cut, count.
// Core accepts this shape structurally, so any object with these five fields trains.

import { DataError, grouped } from './errors.js';

/**
 * Labelled pictures of one size, packed one after another.
 *
 * @example
 * ```ts
 * import { datasetLength, type Dataset } from '@shadegrad/data';
 *
 * const twoPixels: Dataset = {
 *   name: 'dark-or-bright',
 *   images: Uint8Array.of(0, 255),
 *   labels: Uint8Array.of(0, 1),
 *   shape: [1, 1, 1],
 *   classes: ['dark', 'bright'],
 * };
 * console.log(datasetLength(twoPixels)); // 2
 * ```
 */
export interface Dataset {
  /** What to call it in reports: `mnist`, `fashion-mnist`, `synthetic-digits`, a folder's name. */
  readonly name: string;
  /** Pixels [examples, height, width, channels], 0 background to 255 full ink. */
  readonly images: Uint8Array;
  /** Class of each example: an index into `classes`. */
  readonly labels: Uint8Array;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly classes: readonly string[];
}

/** Number of examples. */
export function datasetLength(dataset: Dataset): number {
  return dataset.labels.length;
}

/** Pixels, hence bytes, of one picture: height · width · channels. */
export function pictureBytes(shape: Dataset['shape']): number {
  return shape[0] * shape[1] * shape[2];
}

/**
 * Returns the dataset if it is sound; every later stage relies on that.
 *
 * @throws DataError `SHADEGRAD_DATASET_INVALID` when sizes disagree, `SHADEGRAD_IDX_LABEL` when a label has no class.
 */
export function validateDataset(dataset: Dataset): Dataset {
  const { name, images, labels, shape, classes } = dataset;
  if (shape.length !== 3 || shape.some((side) => !Number.isSafeInteger(side) || side < 1)) {
    throw new DataError(
      'SHADEGRAD_DATASET_INVALID',
      `${name} has pictures of shape [${shape.join(', ')}].`,
      'Give height, width and channels, each at least 1.',
    );
  }
  if (classes.length < 1 || classes.length > 256) {
    throw new DataError(
      'SHADEGRAD_DATASET_INVALID',
      `${name} has ${grouped(classes.length)} classes.`,
      'Labels are single bytes: give between 1 and 256 classes.',
    );
  }
  const expected = labels.length * pictureBytes(shape);
  if (images.length !== expected) {
    throw new DataError(
      'SHADEGRAD_DATASET_INVALID',
      `${name} has ${grouped(images.length)} bytes of pictures; ${grouped(labels.length)} labels of shape ` +
        `[${shape.join(', ')}] need ${grouped(expected)}.`,
      'Give one picture per label, each of height · width · channels bytes.',
    );
  }
  requireLabelsBelow(classes.length, labels, name);
  return dataset;
}

/** Throws `SHADEGRAD_IDX_LABEL` at the first label that has no class. */
export function requireLabelsBelow(classes: number, labels: Uint8Array, name: string): void {
  const index = labels.findIndex((label) => label >= classes);
  if (index === -1) return;
  throw new DataError(
    'SHADEGRAD_IDX_LABEL',
    `${name} has label ${labels[index]} at position ${grouped(index)}; the classes are 0 to ${classes - 1}.`,
    'Fetch the file again if it is a known dataset; otherwise correct the label or name every class.',
  );
}

/**
 * Examples `start` up to, not including, `end`; shares memory with the original.
 *
 * @throws DataError `SHADEGRAD_DATASET_RANGE` unless 0 ≤ start ≤ end ≤ number of examples, all whole numbers.
 */
export function slice(dataset: Dataset, start: number, end: number = datasetLength(dataset)): Dataset {
  const count = datasetLength(dataset);
  if (![start, end].every(Number.isSafeInteger) || start < 0 || start > end || end > count) {
    throw new DataError(
      'SHADEGRAD_DATASET_RANGE',
      `Examples ${start} to ${end} were asked of ${dataset.name}, which has ${grouped(count)}.`,
      'Ask for whole numbers between 0 and the number of examples.',
    );
  }
  const bytes = pictureBytes(dataset.shape);
  return {
    ...dataset,
    images: dataset.images.subarray(start * bytes, end * bytes),
    labels: dataset.labels.subarray(start, end),
  };
}

/** The first `count` examples, or all of them where there are fewer; shares memory with the original. */
export function take(dataset: Dataset, count: number): Dataset {
  return slice(dataset, 0, Math.min(count, datasetLength(dataset)));
}

/**
 * Cuts the last `validationSplit` off for validation, as Keras does: before any shuffling.
 *
 * @param validationSplit Share of the examples, at least 0 and below 1; rounded down to whole examples of training.
 * @returns `[training, validation]`, sharing memory with the original.
 * @throws DataError `SHADEGRAD_DATASET_RANGE` when the share is outside [0, 1) or leaves nothing to train on.
 */
export function splitValidation(dataset: Dataset, validationSplit: number): [Dataset, Dataset] {
  const boundary = Math.floor(datasetLength(dataset) * (1 - validationSplit));
  if (!(validationSplit >= 0 && validationSplit < 1) || boundary < 1) {
    throw new DataError(
      'SHADEGRAD_DATASET_RANGE',
      `A validation split of ${validationSplit} leaves no training examples of ${grouped(datasetLength(dataset))}.`,
      'Give a share of at least 0 and below 1, for example 0.1.',
    );
  }
  return [slice(dataset, 0, boundary), slice(dataset, boundary)];
}

/** How many examples each class has, in the order of `classes`. */
export function classCounts(dataset: Dataset): number[] {
  const counts = dataset.classes.map(() => 0);
  for (const label of dataset.labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
