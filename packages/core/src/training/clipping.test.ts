// Clipping in a whole training step: descent moves the weights by the gradient's direction and no further than allowed.

import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { sgd } from '../optimizers/index.js';
import { brightThirds, tiny } from '../testing/networks.js';
import { createTrainer, type Weights } from './index.js';

const gpu = await openTestGpu();
const DATA = brightThirds(32);

/** How one step of descent at a learning rate of 1 moves the weights: minus the gradient, in float64. */
async function movement(globalClipnorm?: number): Promise<number[]> {
  const optimizer = sgd({ learningRate: 1, ...(globalClipnorm !== undefined && { globalClipnorm }) });
  const trainer = await createTrainer(gpu, { model: tiny(), optimizer, batchSize: 32, seed: 3 });
  const before = flat(await trainer.weights());
  await trainer.fit(DATA, { epochs: 1 });
  const after = flat(await trainer.weights());
  trainer.destroy();
  return after.map((value, i) => value - (before[i] ?? NaN));
}

const flat = (weights: Weights): number[] => [...weights.values()].flatMap(({ data }) => [...data]);
const norm = (values: readonly number[]): number => Math.hypot(...values);

test('the gradient keeps its direction and gets the norm that is allowed', async () => {
  const whole = await movement();
  const allowed = norm(whole) / 4;
  const clipped = await movement(allowed);
  expect(norm(clipped) / allowed).toBeCloseTo(1, 5);
  clipped.forEach((value, i) => expect(value).toBeCloseTo((whole[i] ?? NaN) / 4, 6));
});

test('a gradient that is short enough is left as it is', async () => {
  const whole = await movement();
  expect(await movement(2 * norm(whole))).toEqual(whole);
});
