// Unpacks a zip that may come from anywhere: what it declares is looked at before anything is unpacked, no more is
// unpacked than was declared, and names are compared with those that are wanted, never followed.

import { ShadegradError } from '@shadegrad/core';
import { unzipSync } from 'fflate';

/** More than any run has, with room for what others put beside it. */
const MOST_ENTRIES = 10_000;

export interface WantedFile {
  /** Most bytes that it may declare. */
  readonly mostBytes: number;
}

export interface UnzipOptions {
  /** What is wanted of a file, by its name within the zip; undefined to leave it where it is. */
  readonly wanted: (name: string, all: readonly string[]) => WantedFile | undefined;
  /** Of all that is wanted, together. */
  readonly mostBytes: number;
}

/**
 * The wanted files by name.
 *
 * @param file The zip's name, for errors.
 * @throws ShadegradError `SHADEGRAD_ZIP`, `SHADEGRAD_ZIP_PATH`, `SHADEGRAD_ZIP_SIZE`.
 */
export function unzip(
  bytes: Uint8Array,
  file: string,
  options: UnzipOptions,
): ReadonlyMap<string, Uint8Array> {
  const entries = listEntries(bytes, file);
  const names = entries.map(({ name }) => name);
  for (const name of names) refusePath(name, file);
  const chosen = new Set<string>();
  let total = 0;
  for (const { name, originalSize } of entries) {
    const wanted = options.wanted(name, names);
    if (wanted === undefined) continue;
    total += originalSize;
    if (originalSize > wanted.mostBytes || total > options.mostBytes) {
      throw tooLarge(file, `its file ${name} says that it has ${originalSize.toLocaleString('en-US')} bytes`);
    }
    if (chosen.has(name)) throw notAZip(file, `it has two files called ${shown(name)}`);
    chosen.add(name);
  }
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter: ({ name }) => chosen.has(name) })));
  } catch (error) {
    throw notAZip(file, messageOf(error), error);
  }
}

function listEntries(bytes: Uint8Array, file: string): readonly { name: string; originalSize: number }[] {
  const entries: { name: string; originalSize: number }[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (entries.length >= MOST_ENTRIES) throw new Error(`it has more than ${MOST_ENTRIES} files`);
        entries.push({ name, originalSize });
        return false;
      },
    });
  } catch (error) {
    throw notAZip(file, messageOf(error), error);
  }
  return entries;
}

function refusePath(name: string, file: string): void {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(name);
  const climbs = name.split(/[/\\]/).includes('..');
  if (!isAbsolute && !climbs && !name.includes('\\') && !name.includes('\0')) return;
  throw new ShadegradError(
    'SHADEGRAD_ZIP_PATH',
    `${file} holds a file that would lie outside of its folder: ${shown(name)}. Nothing was taken from it.`,
    'Do not trust this file. Ask whoever made it for the run folder itself.',
  );
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 80));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function tooLarge(file: string, why: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_ZIP_SIZE',
    `${file} is too large to be a run: ${why}. Nothing was unpacked.`,
    'Give the zip of a run folder as it was taken home.',
  );
}

function notAZip(file: string, why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_ZIP',
    `${file} cannot be read as a zip: ${why}.`,
    'Give the zip of a run folder: one taken home from this page, or "zip -r run.zip RUN" of the command line’s.',
    { cause },
  );
}
