// The classic network, trained from the same weights on the same batches by PyTorch and by shadegrad: the losses of
// 20 Adam steps must agree. PyTorch's were recorded by tests/fixtures/parity/train_with_pytorch.py.

import { readFileSync } from 'node:fs';
import { adam, createTrainer, readSafetensors } from '@shadegrad/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestGpu } from './support/gpu.js';
import {
  BATCH_SIZE,
  CLASSES,
  fingerprint,
  parityModel,
  parityPictures,
  parityWeights,
  STEPS,
} from './support/parity-problem.js';

const recorded: {
  readonly sha256: Readonly<Record<string, string>>;
  readonly optimizer: { readonly learningRate: number };
  readonly float32: readonly number[];
  readonly float64: readonly number[];
} = JSON.parse(readFileSync(new URL('fixtures/parity/pytorch-losses.json', import.meta.url), 'utf8'));

/** Milliseconds; a software driver that has never seen these kernels takes its time. */
const COMPILING = 600_000;

const weights = parityWeights();
const { images, labels } = parityPictures();

test('the weights and pictures are those that PyTorch was given', () => {
  expect(fingerprint(weights)).toBe(recorded.sha256['weights.safetensors']);
  expect(fingerprint(images)).toBe(recorded.sha256['images.u8']);
  expect(fingerprint(labels)).toBe(recorded.sha256['labels.u8']);
});

describe('the loss of each of 20 Adam steps agrees with PyTorch', () => {
  const losses: number[] = [];

  beforeAll(async () => {
    const trainer = await createTrainer(await openTestGpu(), {
      model: parityModel(),
      optimizer: adam({ learningRate: recorded.optimizer.learningRate }),
      batchSize: BATCH_SIZE,
      shuffle: false,
      weights: readSafetensors(weights),
    });
    const classes = Array.from({ length: CLASSES }, (_, label) => String(label));
    await trainer.fit(
      { images, labels, shape: [28, 28, 1], classes },
      {
        epochs: 1,
        logEvery: 1,
        onEvent: (event) => {
          if (event.type === 'step') losses.push(event.loss);
        },
      },
    );
    trainer.destroy();
  }, COMPILING);

  test.each(['float32', 'float64'] as const)('in %s to 1e-4 relative', (precision) => {
    expect(losses).toHaveLength(STEPS);
    const errors = losses.map((loss, step) => Math.abs(loss / recorded[precision][step] - 1));
    expect(Math.max(...errors), `losses ${losses.join(' ')}`).toBeLessThan(1e-4);
  });
});
