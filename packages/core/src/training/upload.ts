// A dataset, checked against the model and the loss, on the device.

import { ShadegradError } from '../errors.js';
import { type ExampleSet, uploadExamples } from '../runtime/example-set.js';
import type { Program } from '../runtime/program.js';
import { type Trace, traced } from '../trace/index.js';
import { type Dataset, Examples } from './examples.js';

/**
 * Uploads a dataset for the passes of `program`.
 *
 * @throws ShadegradError `SHADEGRAD_DATASET` where it does not fit the model or the loss, and what `uploadExamples` throws.
 */
export function uploadDataset(program: Program, dataset: Dataset, trace?: Trace): Promise<ExampleSet> {
  const { model, loss } = program.plan;
  const examples = new Examples(dataset, model);
  if (examples.hasDistributions && loss.type === 'sparseCategoricalCrossentropy') {
    throw new ShadegradError(
      'SHADEGRAD_DATASET',
      'The labels are distributions over the classes, but sparse cross-entropy takes class numbers.',
      'Use categoricalCrossentropy(), or give class numbers as a Uint8Array.',
    );
  }
  return traced(trace, 'upload', () =>
    uploadExamples(program.gpu.device, examples, examples.classes.length, loss),
  );
}
