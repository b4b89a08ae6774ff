// The examples of the README and of the guides, run.

import { runSnippets } from './support/run-snippets.js';

for (const file of ['../README.md', '../docs/formats.md']) runSnippets(new URL(file, import.meta.url));
