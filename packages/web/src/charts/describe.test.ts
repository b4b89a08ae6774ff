import type { EpochEnd } from '@shadegrad/core';
import { expect, test } from 'vitest';
import { describeChart } from './describe.js';

const epoch = (number: number, loss: number, validationLoss?: number): EpochEnd => ({
  type: 'epoch_end',
  epoch: number,
  step: number,
  loss,
  accuracy: 0.5,
  seconds: 1,
  imagesPerSecond: 1,
  ...(validationLoss !== undefined && { validationLoss }),
});

test.each([
  [[], 'No epoch is finished yet.'],
  [[epoch(1, 0.5)], 'Loss in training was 0.5000 in epoch 1.'],
  [
    [epoch(1, 0.5, 0.4), epoch(2, 0.2, 0.3)],
    'Loss in training went from 0.5000 in epoch 1 to 0.2000 in epoch 2; in validation it is 0.3000.',
  ],
])('%#', (epochs, sentence) => {
  expect(describeChart('loss', epochs)).toBe(sentence);
});
