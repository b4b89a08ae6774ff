// The examples of the README and of the docstrings, run.

import { runSnippets } from '../../../tests/support/run-snippets.js';

const files = [
  '../README.md',
  './dataset.ts',
  './errors.ts',
  './idx.ts',
  './known-datasets.ts',
  './node/load-dataset.ts',
  './picture/to-digit.ts',
  './synthetic/synthetic-digits.ts',
];
for (const file of files) runSnippets(new URL(file, import.meta.url));
