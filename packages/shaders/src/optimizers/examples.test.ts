// The examples of the docstrings, run.

import { runSnippets } from '../../../../tests/support/run-snippets.js';

const files = ['./adadelta.ts', './adam.ts', './rmsprop.ts', './sgd.ts'];
for (const file of files) runSnippets(new URL(file, import.meta.url));
