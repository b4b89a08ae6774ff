// shadegrad notebook run: a notebook's cells, one after the other, and a page of what they showed.

import { basename, extname } from 'node:path';
import { ShadegradError } from '@shadegrad/core';
import { navigatorGpu } from '@shadegrad/core/node';
import {
  type Cell,
  type CellRun,
  NotebookError,
  notebookPage,
  NotebookSession,
  readNotebook,
  setValues,
} from '@shadegrad/notebook';
import { DOMParser } from 'linkedom';
import * as v from 'valibot';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatDuration } from '../format.js';
import { readInput } from '../input-files.js';
import { cellModules } from '../notebook/cell-modules.js';
import { installPage } from '../notebook/page-globals.js';
import { flag, text } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import { writeFileAtomically } from '../run-folder/atomic.js';
import { LiveLine } from '../terminal/live-line.js';
import type { Surroundings } from '../terminal/output.js';
import { createStyle } from '../terminal/style.js';
import { aboutFile, isTold } from '../told-error.js';
import { shownPath } from '../training/shown-path.js';

const schema = v.object({
  set: v.optional(v.array(v.string()), []),
  out: v.optional(text),
  adapter: v.optional(text),
  quiet: flag,
});

/**
 * @throws NotebookError `SHADEGRAD_NOTEBOOK_CELL` with the number of the cell that failed, once the page is written, and
 *   what reading and setting throw.
 */
export async function notebookRun(
  file: string,
  raw: unknown,
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const options = parseOptions(schema, raw);
  const source = new TextDecoder().decode(await readInput(file));
  const notebook = setValues(
    about(file, () => readNotebook(source, new DOMParser())),
    settings(options.set),
  );
  const gpu = await navigatorGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  const style = createStyle(stderr);
  const line = new LiveLine(stderr);
  const session = new NotebookSession(notebook, {
    document: installPage(gpu),
    modules: cellModules(file),
    onChange: (id) => {
      const run = session.cell(id);
      if (run.status === 'done' && run.cell.pinned && !options.quiet) line.print(doneLine(run, style));
    },
  });
  const begun = performance.now();
  const ticking = setInterval(() => {
    const running = session.cells.find(({ status }) => status === 'running');
    if (running !== undefined && stderr.isTerminal && !options.quiet) line.draw(runningLine(running, style));
  }, 200);
  try {
    await session.runAll();
  } finally {
    clearInterval(ticking);
    line.clear();
  }
  const seconds = (performance.now() - begun) / 1000;
  const out = options.out ?? `${basename(file, extname(file))}.run.html`;
  const told = `Ran in ${formatDuration(seconds)} on ${gpu.adapter.name}.`;
  await writeFileAtomically(out, notebookPage(notebook, session.cells, { about: told }));
  const failed = session.cells.find(({ status }) => status === 'failed');
  session.close();
  if (failed !== undefined) throw cellError(failed, file, out);
  stdout.write(`${notebook.title}: ${notebook.cells.length} cells. ${told}\n${shownPath(out)}\n`);
  return EXIT.done;
}

/** `epochs=1`, `name="a b"`: JSON, or a text as it is. */
function settings(given: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    given.map((setting) => {
      const [, name, value] = /^([\p{L}$_][\p{L}\p{N}$_]*)=(.*)$/su.exec(setting) ?? [];
      if (name === undefined || value === undefined) {
        throw new ShadegradError(
          'SHADEGRAD_OPTION',
          `--set ${setting} is no setting.`,
          'Write --set NAME=VALUE, for example --set epochs=1.',
        );
      }
      return [name, fromJson(value)];
    }),
  );
}

function fromJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function about<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw aboutFile(file, error);
  }
}

type Style = ReturnType<typeof createStyle>;

const doneLine = ({ cell, seconds = 0 }: CellRun, style: Style): string =>
  `${style.good('✓')} ${label(cell)}  ${style.dim(formatDuration(seconds))}`;

const runningLine = ({ cell, seconds = 0 }: CellRun, style: Style): string =>
  `  ${label(cell)}  ${style.dim(formatDuration(seconds))}`;

/** A cell's number and how it begins. */
function label({ id, source }: Cell): string {
  const first = source.split('\n').find((text) => text.trim() !== '' && !text.startsWith('import')) ?? '';
  const text = first.replace(/^\/\/\s*/, '').trim();
  return `cell ${String(id).padStart(2)}  ${text.length > 48 ? `${text.slice(0, 47)}…` : text.padEnd(48)}`;
}

function cellError({ cell, error }: CellRun, file: string, out: string): NotebookError {
  return new NotebookError(
    'SHADEGRAD_NOTEBOOK_CELL',
    `Cell ${cell.id} of ${file} failed: ${String(error)}`,
    `${isTold(error) ? `${error.fix} ` : ''}${out} shows the cell and what came before it.`,
    { cause: error },
  );
}
