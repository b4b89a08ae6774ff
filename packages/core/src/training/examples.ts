// Labelled pictures as the trainer takes them: a structural type, so that any package, or a page's own code, can make
// them without importing this one.

import { ShadegradError } from '../errors.js';
import { formatShape, type Model, type Shape, size } from '../model/index.js';

/** What `fit` and `evaluate` take. */
export interface Dataset {
  /** u8 [examples, …shape]; the network sees value / 255. */
  readonly images: Uint8Array;
  /** Class numbers, u8 [examples]; or, with categorical cross-entropy, distributions, f32 [examples, classes]. */
  readonly labels: Uint8Array | Float32Array;
  /** Of one example: [height, width, channels]. */
  readonly shape: Shape;
  /** Names of the classes. */
  readonly classes: readonly string[];
}

/** A dataset that fits its model, with what follows from it. */
export class Examples {
  readonly images: Uint8Array;
  /** Class numbers; of a distribution, its most probable class. */
  readonly labels: Uint8Array;
  readonly classes: readonly string[];
  /** Bytes of one example. */
  readonly elements: number;
  readonly count: number;
  readonly #distributions: Float32Array | undefined;

  /** @throws ShadegradError `SHADEGRAD_DATASET` where the dataset contradicts itself or does not fit the model. */
  constructor(dataset: Dataset, model: Model) {
    this.images = dataset.images;
    this.classes = dataset.classes;
    this.elements = size(model.inputShape);
    this.count = checkDataset(dataset, model);
    if (dataset.labels instanceof Uint8Array) {
      this.labels = dataset.labels;
      this.#distributions = undefined;
    } else {
      this.labels = mostProbable(dataset.labels, dataset.classes.length);
      this.#distributions = dataset.labels;
    }
  }

  /** True if labels were given as distributions, which sparse cross-entropy cannot use. */
  get hasDistributions(): boolean {
    return this.#distributions !== undefined;
  }

  /** f32 [examples, classes]: the distributions that were given, or one-hot vectors of the class numbers. */
  distributions(classes: number): Float32Array<ArrayBuffer> {
    if (this.#distributions !== undefined) return new Float32Array(this.#distributions);
    const oneHot = new Float32Array(this.count * classes);
    this.labels.forEach((label, i) => {
      oneHot[i * classes + label] = 1;
    });
    return oneHot;
  }
}

/** The examples from `start` up to, but not, `end`; nothing is copied. */
export function sliceDataset(dataset: Dataset, start: number, end: number): Dataset {
  const elements = size(dataset.shape);
  const perLabel = dataset.labels instanceof Uint8Array ? 1 : dataset.classes.length;
  return {
    ...dataset,
    images: dataset.images.subarray(start * elements, end * elements),
    labels: dataset.labels.subarray(start * perLabel, end * perLabel),
  };
}

/** Number of examples; 0 where there are none or the shape makes no sense. */
export function exampleCount(dataset: Dataset): number {
  return Math.floor(dataset.images.length / Math.max(1, size(dataset.shape)));
}

function checkDataset(dataset: Dataset, model: Model): number {
  const { images, labels, shape, classes } = dataset;
  if (formatShape(shape) !== formatShape(model.inputShape)) {
    throw refuse(
      `The pictures are ${formatShape(shape)}, but the model "${model.name}" takes ${formatShape(model.inputShape)}.`,
      'Give the model the shape of the pictures, or choose another dataset.',
    );
  }
  const outputs = size(model.outputShape);
  if (classes.length !== outputs) {
    throw refuse(
      `The dataset has ${classes.length} classes, but the model "${model.name}" tells ${outputs} apart.`,
      `Let the model's last layer have ${classes.length} units.`,
    );
  }
  const count = images.length / size(shape);
  const expected = labels instanceof Uint8Array ? count : count * classes.length;
  if (!Number.isInteger(count) || labels.length !== expected) {
    throw refuse(
      `${images.length} bytes of pictures of ${formatShape(shape)} and ${labels.length} labels do not belong together.`,
      'Give each picture one label, or one probability for each class.',
    );
  }
  if (count === 0) throw refuse('The dataset is empty.', 'Give it at least one example.');
  if (labels instanceof Uint8Array) {
    const wrong = labels.findIndex((label) => label >= classes.length);
    if (wrong >= 0) {
      throw refuse(
        `Label ${labels[wrong]} of example ${wrong} is not one of the ${classes.length} classes, which count from 0.`,
        'Correct the labels, or list all classes.',
      );
    }
  } else if (!labels.every((probability) => probability >= 0 && Number.isFinite(probability))) {
    throw refuse('A label has a negative or infinite probability.', 'Give probabilities from 0 to 1.');
  }
  return count;
}

function mostProbable(distributions: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: distributions.length / classes }, (_, i) => {
    const row = distributions.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(row.reduce((a, b) => Math.max(a, b)));
  });
}

const refuse = (what: string, fix: string): ShadegradError =>
  new ShadegradError('SHADEGRAD_DATASET', what, fix);
