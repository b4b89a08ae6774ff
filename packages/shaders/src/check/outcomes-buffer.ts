// Outcomes in bytes, as a loss kernel leaves them.

import { OUTCOME_BYTES, type ExampleOutcome } from '../metrics/outcome.js';

/** What is not given is poison. */
export function outcomesBuffer(outcomes: readonly Partial<ExampleOutcome>[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(outcomes.length * OUTCOME_BYTES));
  outcomes.forEach((outcome, i) => {
    const at = i * OUTCOME_BYTES;
    const {
      loss = NaN,
      truth = 0xdeadbeef,
      predicted = 0xdeadbeef,
      rank = 0xdeadbeef,
      confidence = NaN,
    } = outcome;
    view.setFloat32(at, loss, true);
    view.setUint32(at + 4, truth, true);
    view.setUint32(at + 8, predicted, true);
    view.setUint32(at + 12, rank, true);
    view.setFloat32(at + 16, confidence, true);
  });
  return new Uint8Array(view.buffer);
}
