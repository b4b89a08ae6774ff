// The examples of the README and of every docstring, run.

import { readdirSync, readFileSync } from 'node:fs';
import { findSnippets, runSnippets } from '../../../tests/support/run-snippets.js';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort();

for (const file of ['../README.md', ...sources]) {
  const url = new URL(file, import.meta.url);
  if (findSnippets(readFileSync(url, 'utf8')).length > 0) runSnippets(url);
}
