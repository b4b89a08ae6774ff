import { plan, sparseCategoricalCrossentropy } from '@shadegrad/core';
import { describe, expect, test } from 'vitest';
import { PRESETS, type PresetName } from './presets.js';

/** Millions of floating-point operations that a training step spends on one image, in all of its matrix products. */
function trainingCost(name: PresetName): number {
  const { model, batchSize, optimizer }: (typeof PRESETS)[PresetName] = PRESETS[name];
  const { passes } = plan(model, { batchSize, optimizer, loss: sparseCategoricalCrossentropy() });
  const flops = passes.training.reduce((sum, { kernel }) => sum + kernel.flops, 0);
  return flops / batchSize / 1e6;
}

describe('the speedrun preset', () => {
  test('is two epochs over all images, against the clock, with no validation', () => {
    expect(PRESETS.speedrun).toMatchObject({ epochs: 2, validationSplit: 0, timed: true });
    expect(PRESETS.speedrun).not.toHaveProperty('trainingLimit');
  });

  test('takes a thirtieth of the classic network’s arithmetic an image', () => {
    expect(trainingCost('keras') / trainingCost('speedrun')).toBeGreaterThan(30);
  });
});
