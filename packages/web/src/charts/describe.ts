// A chart in a sentence, for those who do not see it.

import type { EpochEnd } from '@shadegrad/core';
import { loss, percent } from '../design/format.js';
import type { Quantity } from './chart-data.js';

export function describeChart(quantity: Quantity, epochs: readonly EpochEnd[]): string {
  const [first] = epochs;
  const last = epochs.at(-1);
  if (first === undefined || last === undefined) return 'No epoch is finished yet.';
  const name = quantity === 'loss' ? 'Loss' : 'Accuracy';
  const show = quantity === 'loss' ? loss : percent;
  const validated = quantity === 'loss' ? last.validationLoss : last.validationAccuracy;
  const training =
    first === last
      ? `${name} in training was ${show(last[quantity])} in epoch 1`
      : `${name} in training went from ${show(first[quantity])} in epoch ${first.epoch} to ${show(last[quantity])} in epoch ${last.epoch}`;
  return validated === undefined ? `${training}.` : `${training}; in validation it is ${show(validated)}.`;
}
