// The wall time of whole steps, submitted as training submits them: a few in flight, several to a submit.

import type { BoundPass } from '../runtime/program.js';
import type { StepQueue, StepRequest } from '../runtime/step-queue.js';

/** Submits that are timed together. The first one only fills the queue. */
const SUBMITS = 4;

/** Learning rate 0: the weights stay as they are. */
const stepOf = (examples: number): StepRequest => ({
  seed: 0,
  step: 0,
  first: 0,
  count: examples,
  learningRate: 0,
  biasCorrection: 1,
});

/** Seconds of one step of `examples` examples: from the end of a first submit to the end of the last, by the steps between. */
export async function stepSeconds(queue: StepQueue, pass: BoundPass, examples: number): Promise<number> {
  let begun: number | undefined;
  let steps = 0;
  for (let i = 0; i < SUBMITS; i++) {
    const requests = Array.from({ length: queue.stepsPerSubmit }, () => stepOf(examples));
    if (i > 0) steps += requests.length;
    await queue.submit(pass, requests, () => {
      // All results of a submit come at once.
      begun ??= performance.now();
    });
  }
  await queue.drain();
  return (performance.now() - (begun ?? NaN)) / 1000 / steps;
}
