// Handwritten-looking digits from nothing but a seed, so that everything runs without a network. A digit is a style (the
// order of strokes that somebody learnt at school), a blend of that style's variants, a trembling hand, a slant and a pen.

import type { Dataset } from '../dataset.js';
import { DataError } from '../errors.js';
import { centredByMass, FRAME, intoFrame, toLevels } from '../picture/frame.js';
import { drawLines } from './pen.js';
import { Random } from './random.js';
import { smoothPath } from './stroke-path.js';
import { mixVariants, parseStyles, type Style } from './style.js';
import { randomAffine, randomElastic } from './warp.js';

export interface SyntheticDigitsOptions {
  /** Number of training digits. Default 60,000. */
  readonly train?: number;
  /** Number of test digits, none of which is among the training digits. Default 10,000. */
  readonly test?: number;
  /** Whole number; the same seed gives the same bytes on every platform. Default 0. */
  readonly seed?: number;
}

export interface SyntheticDigits {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Draws digits in MNIST's format: 28×28 grey pixels, 0 background to 255 full ink, centred as MNIST's are.
 *
 * A digit depends on the seed, on whether it is a training or test digit, and on its position alone, so a smaller set is
 * the beginning of a larger one. The bytes are the same in every engine: nothing is used whose last bits are left open.
 * Another version of this package may draw differently.
 *
 * @throws DataError `SHADEGRAD_SYNTHETIC_OPTIONS` when a number is not whole, is below 1, or above 2^24.
 *
 * @example
 * ```ts
 * import { syntheticDigits } from '@shadegrad/data';
 *
 * const { train, test } = syntheticDigits({ train: 300, test: 100, seed: 7 });
 * console.log(train.labels.length, test.shape); // 300 [ 28, 28, 1 ]
 * ```
 */
export function syntheticDigits(options: SyntheticDigitsOptions = {}): SyntheticDigits {
  const drawing = drawSets(options);
  let drawn = drawing.next();
  while (!drawn.done) drawn = drawing.next();
  return drawn.value;
}

/**
 * Draws the same digits without holding the thread: whatever else waits for it has its turn many times a second.
 *
 * @param onProgress Hears how many of all digits are drawn, before each turn of others.
 * @throws DataError `SHADEGRAD_SYNTHETIC_OPTIONS` as `syntheticDigits` does.
 */
export async function syntheticDigitsInSlices(
  options: SyntheticDigitsOptions,
  onProgress: (done: number, of: number) => void,
): Promise<SyntheticDigits> {
  const drawing = drawSets(options);
  let resumed = performance.now();
  for (;;) {
    const drawn = drawing.next();
    if (drawn.done) return drawn.value;
    if (performance.now() - resumed < SLICE) continue;
    onProgress(...drawn.value);
    await new Promise((resolve) => setTimeout(resolve, 0));
    resumed = performance.now();
  }
}

/** Ms that drawing holds the thread. */
const SLICE = 25;

/** Yields after each digit how many of all are drawn. */
function* drawSets(
  options: SyntheticDigitsOptions,
): Generator<readonly [done: number, of: number], SyntheticDigits> {
  const { train = 60_000, test = 10_000, seed = 0 } = options;
  requireWhole('seed', seed, -(2 ** 53), 2 ** 53);
  requireWhole('train', train, 1, 2 ** 24);
  requireWhole('test', test, 1, 2 ** 24);
  const digits = parseStyles();
  const classes = digits.map((_, digit) => String(digit));
  const sets = { train: emptySet(train, classes), test: emptySet(test, classes) };
  let done = 0;
  for (const [stream, set] of [sets.train, sets.test].entries()) {
    for (let index = 0; index < set.labels.length; index++) {
      drawInto(set, digits, { index, seed, stream: stream + 1 });
      done += 1;
      yield [done, train + test];
    }
  }
  return sets;
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new DataError(
    'SHADEGRAD_SYNTHETIC_OPTIONS',
    `Synthetic digits were asked for with ${name} = ${value}.`,
    `Give a whole number from ${least} to ${most}.`,
  );
}

function emptySet(count: number, classes: string[]): Dataset {
  const images = new Uint8Array(count * FRAME * FRAME);
  const labels = new Uint8Array(count);
  return { name: 'synthetic-digits', images, labels, shape: [FRAME, FRAME, 1], classes };
}

/** Draws the digit of a position, which it and the stream alone decide for a seed. */
function drawInto(
  { images, labels }: Dataset,
  digits: ReturnType<typeof parseStyles>,
  { index, seed, stream }: { readonly index: number; readonly seed: number; readonly stream: number },
): void {
  const random = new Random([seed | 0, Math.floor(seed / 2 ** 32) | 0, stream, index]);
  const label = Math.floor(random.between(0, digits.length));
  labels[index] = label;
  images.set(drawDigit(digits[label] ?? [], random), index * FRAME * FRAME);
}

/** Draws one digit, in one of its styles, as 28×28 bytes. */
function drawDigit(styles: readonly Style[], random: Random): Uint8Array {
  const strokes = mixVariants(random.pick(styles), random);
  const affine = randomAffine(random);
  const elastic = randomElastic(random, 0.06);
  const lines = strokes.map((stroke) => smoothPath(stroke).map((point) => affine(elastic(point))));
  const thickness = 1 + random.bell(0.31);
  const levels = toLevels(
    drawLines(lines, {
      radius: 0.66 + 0.55 * thickness * thickness,
      softness: random.between(0.35, 0.75),
      pressure: random.bell(0.1),
    }),
  );
  return intoFrame(levels, centredByMass(levels));
}
