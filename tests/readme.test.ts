// The README's example, run.

import { runSnippets } from './support/run-snippets.js';

runSnippets(new URL('../README.md', import.meta.url));
