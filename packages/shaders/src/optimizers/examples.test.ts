// The examples of the docstrings, run.

import { runSnippets } from '../../../../tests/support/run-snippets.js';

const files = [
  './accumulate-gradients.ts',
  './adadelta.ts',
  './adam.ts',
  './average-weights.ts',
  './clip-by-global-norm.ts',
  './rmsprop.ts',
  './sgd.ts',
];
for (const file of files) runSnippets(new URL(file, import.meta.url));
