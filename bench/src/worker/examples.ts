// The pictures as contenders in JavaScript hold them: a limited share of the training images, because libraries that
// keep them as floats in one buffer do not get all 60,000 of them into the 128 MiB that software adapters bind.

import { readFile } from 'node:fs/promises';
import type { DataFiles } from '../protocol/messages.js';

export const PIXELS = 28 * 28;
export const CLASSES = 10;

/** Training images that are used: 128 batches of 128, 16 of 1,024. `pytorch.py` takes as many. */
export const TRAINING_IMAGES = 16_384;

export interface Examples {
  readonly count: number;
  /** [count, 28, 28, 1], 0 to 255. */
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

export async function readExamples(data: DataFiles): Promise<{ train: Examples; test: Examples }> {
  return {
    train: await read(data.trainImages, data.trainLabels, TRAINING_IMAGES),
    test: await read(data.testImages, data.testLabels),
  };
}

async function read(
  imageFile: string,
  labelFile: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Examples> {
  const [images, labels] = await Promise.all([readFile(imageFile), readFile(labelFile)]);
  const count = Math.min(most, labels.length);
  return { count, images: images.subarray(0, count * PIXELS), labels: labels.subarray(0, count) };
}

/** As floats from 0 to 1, which most libraries want. */
export function toFloats(images: Uint8Array): Float32Array {
  return Float32Array.from(images, (value) => value / 255);
}

/**
 * How `steps` batches are taken from `count` images: whole passes over all of them, then one over the first ones.
 * Each number is the images of one pass.
 */
export function passes(steps: number, batchSize: number, count: number): number[] {
  const perPass = Math.max(1, Math.floor(count / batchSize));
  const whole = Array.from({ length: Math.floor(steps / perPass) }, () => perPass * batchSize);
  const rest = steps % perPass;
  return rest === 0 ? whole : [...whole, rest * batchSize];
}
