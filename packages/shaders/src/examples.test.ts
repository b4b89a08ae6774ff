// The examples of the README and of the docstrings, run.

import { runSnippets } from '../../../tests/support/run-snippets.js';

const files = [
  '../README.md',
  './activations/activation.ts',
  './activations/softmax.ts',
  './apply-ending.ts',
  './gather-images.ts',
  './kernel.ts',
  './losses/softmax-cross-entropy.ts',
  './max-pool-2d.ts',
  './metrics/confusion-matrix.ts',
  './metrics/outcome.ts',
  './metrics/sum-outcomes.ts',
  './roofline/multiply-adds.ts',
  './roofline/stream-copy.ts',
  './sum-partials.ts',
  './window-2d.ts',
];
for (const file of files) runSnippets(new URL(file, import.meta.url));
