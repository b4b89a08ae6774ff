// Whether a network gives probabilities. One that leaves softmax to its loss gives logits.

import type { Model } from '@shadegrad/core';

export function endsInSoftmax({ layers }: Model): boolean {
  const last = layers.at(-1)?.settings;
  return last !== undefined && 'activation' in last && last.activation === 'softmax';
}
