// Gives a parser files that are nearly right, and some that are not at all. It must return or throw an error of ours, soon,
// and without making more room than it says.

import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { mutated } from './mutate.js';
import type { Parser } from './parser.js';

export interface FuzzOptions {
  readonly inputs: number;
  /** An empty folder, best in memory. */
  readonly folder: string;
}

export interface FuzzReport {
  readonly inputs: number;
  /** Of these, how many were read. */
  readonly accepted: number;
  /** How often each error was thrown, by its code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Processor time of the slowest input, in ms. */
  readonly slowest: number;
  /** Most bytes that were allocated outside the JavaScript heap for one input. */
  readonly mostBytes: number;
}

/** Processor time in ms that no input may need, garbage collection included. */
const MOST_TIME = 2000;
/** A message tells what is wrong; it does not quote the file. */
const MOST_CHARACTERS = 1500;

/** @throws Error that names a file with the smallest input that was found to break the parser. */
export async function fuzz(parser: Parser, { inputs, folder }: FuzzOptions): Promise<FuzzReport> {
  const refused: Record<string, number> = {};
  let [tried, accepted, slowest, mostBytes] = [0, 0, 0, 0];
  const holds = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    tried += 1;
    const room = process.memoryUsage().arrayBuffers;
    const begun = process.cpuUsage();
    let code: string | undefined;
    try {
      await parser.parse(bytes, folder);
    } catch (error) {
      code = codeOf(error);
    }
    const { user, system } = process.cpuUsage(begun);
    const time = (user + system) / 1000;
    const allocated = process.memoryUsage().arrayBuffers - room;
    if (time > MOST_TIME) throw new Error(`it took ${time} ms`);
    const bound = parser.bound(bytes.length);
    if (allocated > bound) throw new Error(`it allocated ${allocated} bytes, more than ${bound}`);
    if (code === undefined) accepted += 1;
    else refused[code] = (refused[code] ?? 0) + 1;
    slowest = Math.max(slowest, time);
    mostBytes = Math.max(mostBytes, allocated);
  };
  const { failed, counterexample, errorInstance, seed } = await fc.check(
    fc.asyncProperty(files(parser), holds),
    { numRuns: inputs },
  );
  if (failed) {
    const path = join(tmpdir(), `shadegrad-fuzz-${parser.name.replaceAll(/\W+/g, '-')}-${seed}`);
    await writeFile(path, counterexample?.[0] ?? '');
    const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    throw new Error(`${parser.name}: ${why}; see ${path}`, { cause: errorInstance });
  }
  return { inputs: tried, accepted, refused, slowest, mostBytes };
}

function files({ seeds, isText, repair, made }: Parser): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return fc.oneof(
    { weight: 8, arbitrary: mutated(seeds) },
    ...(repair === undefined ? [] : [{ weight: 8, arbitrary: mutated(seeds).map(repair) }]),
    ...(made === undefined ? [] : [{ weight: 8, arbitrary: made }]),
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)) },
    ...(isText ? [{ weight: 1, arbitrary: fc.json().map((json) => encoder.encode(json)) }] : []),
  );
}

/** @throws the error itself where it is none of ours. */
function codeOf(error: unknown): string {
  if (!isOurs(error)) throw error;
  const { code, fix, message } = error;
  if (fix === '' || message === '') throw new Error(`${code} says nothing`);
  if (message.length > MOST_CHARACTERS)
    throw new Error(`the message of ${code} has ${message.length} characters`);
  return code;
}

/** Whichever package's class it is of. */
function isOurs(error: unknown): error is Error & { readonly code: string; readonly fix: string } {
  if (!(error instanceof Error) || !('code' in error) || !('fix' in error)) return false;
  const { code, fix } = error;
  return typeof code === 'string' && code.startsWith('SHADEGRAD_') && typeof fix === 'string';
}
