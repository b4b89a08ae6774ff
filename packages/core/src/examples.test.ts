// The examples of the docstrings, run.

import { runSnippets } from '../../../tests/support/run-snippets.js';

const files = [
  './formats/safetensors.ts',
  './initializers/constant.ts',
  './initializers/index.ts',
  './metrics/build-evaluation.ts',
  './metrics/top-k.ts',
  './metrics/wilson-interval.ts',
  './optimizers/adadelta.ts',
  './optimizers/adam.ts',
  './optimizers/adamw.ts',
  './optimizers/index.ts',
  './optimizers/rmsprop.ts',
  './optimizers/sgd.ts',
  './random/purposes.ts',
  './random/shuffle.ts',
  './random/threefry.ts',
  './schedules/index.ts',
  './schedules/warm-up.ts',
];
for (const file of files) runSnippets(new URL(file, import.meta.url));
