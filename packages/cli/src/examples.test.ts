// The README's examples, run.
import { runSnippets } from '../../../tests/support/run-snippets.js';

runSnippets(new URL('../README.md', import.meta.url));
runSnippets(new URL('index.ts', import.meta.url));
