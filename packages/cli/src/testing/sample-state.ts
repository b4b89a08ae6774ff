// A small network's state with values that tell one step's from another's.

import { dense, flatten, initialWeights, sequential, type TrainerState } from '@shadegrad/core';

export const SAMPLE_NETWORK = {
  model: sequential({ inputShape: [2, 2, 1], layers: [flatten(), dense({ units: 3 })] }),
  classes: ['zero', 'one', 'two'],
};

/** The state after `step` steps of four an epoch. */
export function sampleState(step: number): TrainerState {
  const weights = initialWeights(SAMPLE_NETWORK.model, step);
  const epoch = Math.floor(step / 4);
  return {
    weights,
    optimizer: new Map([...weights].map(([name, tensor]) => [`momentum/${name}`, tensor])),
    progress: { step, epoch, stepInEpoch: step % 4, lossSum: step / 3, correct: step, count: 8 * (step % 4) },
  };
}
