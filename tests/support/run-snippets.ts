// Examples that cannot rot: every ```ts block of a README, or of the docstrings of a source file, becomes a test that
// runs it. A comment after console.log(…) is what the line must print; a block marked ```ts no-run is only shown.

import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatWithOptions } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

interface Snippet {
  readonly code: string;
  /** Of its first line, counted from 1. */
  readonly line: number;
}

/** Snippets run from here because here every package of the workspace can be imported by its name. */
const SNIPPETS_FOLDER = path.join(import.meta.dirname, '..', '.snippets');

/**
 * Makes a test of each example in a Markdown or TypeScript file.
 *
 * @example
 * ```ts no-run
 * runSnippets(new URL('../README.md', import.meta.url));
 * ```
 */
export function runSnippets(file: URL): void {
  const snippets = findSnippets(readFileSync(file, 'utf8'));
  const name = path.basename(file.pathname);
  describe(`the examples of ${name}`, () => {
    it.each(snippets)('run: line $line', async ({ code }) => {
      const module = path.join(SNIPPETS_FOLDER, `${name}-${crypto.randomUUID()}.ts`);
      onTestFinished(() => rm(module, { force: true }));
      await mkdir(SNIPPETS_FOLDER, { recursive: true });
      await writeFile(module, code);
      const printed: string[] = [];
      const log = vi.spyOn(console, 'log').mockImplementation((...args) => {
        printed.push(formatWithOptions({ breakLength: Infinity }, ...args));
      });
      onTestFinished(() => log.mockRestore());
      await import(/* @vite-ignore */ module);
      expect(printed).toEqual(expect.arrayContaining(expectedLines(code)));
    });
  });
}

/** Finds the blocks that are to be run, in Markdown or behind the asterisks of docstrings. */
export function findSnippets(text: string): Snippet[] {
  const lines = text.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
  const snippets: Snippet[] = [];
  let start: number | undefined;
  lines.forEach((line, index) => {
    if (start === undefined && line.trimEnd() === '```ts') start = index + 1;
    else if (start !== undefined && line.trimEnd() === '```') {
      snippets.push({ code: lines.slice(start, index).join('\n'), line: start + 1 });
      start = undefined;
    }
  });
  return snippets;
}

/** What a snippet must print: the comments after its console.log(…). */
function expectedLines(code: string): string[] {
  return [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment = '']) => comment);
}
