// metrics.jsonl: the event stream of a run, one JSON object a line, in the order in which things happened.

import { appendFileSync, closeSync, constants, fsyncSync, openSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import {
  isLaterThan,
  parseLoggedEvent,
  parseRollback,
  type EpochRecord,
  type RunEvent,
  type RunPosition,
  type StepRecord,
} from '@shadegrad/core';
import { systemCode, writeError } from './file-errors.js';

const { O_APPEND, O_CREAT, O_RDONLY, O_WRONLY } = constants;
/** A symbolic link could lead anywhere. Windows has no such flag. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

export class MetricsLog {
  readonly #path: string;
  #file: number | undefined;

  /** Opens `path` to append to it; it is made where it is missing. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | NO_FOLLOW);
    } catch (error) {
      throw writeError(error, path);
    }
  }

  /** Writes an event at once, so that a kill loses none. Progress is for those who watch and is not kept. */
  append(event: RunEvent): void {
    if (event.type === 'progress' || this.#file === undefined) return;
    try {
      appendFileSync(this.#file, `${JSON.stringify(event)}\n`);
    } catch (error) {
      // Half a line may stand there now: nothing may follow it.
      closeSync(this.#file);
      this.#file = undefined;
      throw writeError(error, this.#path);
    }
  }

  /** Waits until the disk has all that was written. */
  sync(): void {
    if (this.#file === undefined) return;
    try {
      fsyncSync(this.#file);
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  close(): void {
    if (this.#file === undefined) return;
    try {
      this.sync();
    } finally {
      closeSync(this.#file);
      this.#file = undefined;
    }
  }
}

/** What learning curves are drawn from. */
export interface History {
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
}

/** Reads the steps and epochs of a run; lines of other kinds, and a last line cut short by a kill, are passed over. */
export async function readHistory(path: string): Promise<History> {
  const steps: StepRecord[] = [];
  const epochs: EpochRecord[] = [];
  for await (const { event } of readLog(path)) {
    const logged = parseLoggedEvent(event);
    const rollback = parseRollback(event);
    if (rollback !== undefined) forgetAfter(rollback, steps, epochs);
    else if (logged?.type === 'step') steps.push(logged);
    else if (logged !== undefined) epochs.push(logged);
  }
  return { steps, epochs };
}

/** A run that went back to an earlier state takes another way from there. */
function forgetAfter({ step, epoch }: RunPosition, steps: StepRecord[], epochs: EpochRecord[]): void {
  while ((steps.at(-1)?.step ?? 0) > step) steps.pop();
  while ((epochs.at(-1)?.epoch ?? 0) > epoch) epochs.pop();
}

/**
 * Cuts off what a run logged after the checkpoint from which it goes on, since it does and logs that again: from the first
 * event of a later step or epoch on; and a last line that a kill cut short.
 */
export async function rewindLog(path: string, position: RunPosition): Promise<void> {
  let kept = 0;
  let isPast = false;
  for await (const { event, end } of readLog(path)) {
    const rollback = parseRollback(event);
    // What comes before a rollback to this position or to one before it stays, as its history.
    if (rollback !== undefined && rollback.step <= position.step) isPast = false;
    else isPast ||= isLaterThan(event, position);
    if (!isPast) kept = end;
  }
  try {
    const file = await open(path, O_WRONLY | O_CREAT | NO_FOLLOW);
    try {
      await file.truncate(kept);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeError(error, path);
  }
}

/** No event of this program comes near; a longer line is none of its own. */
const MOST_LINE_BYTES = 2 ** 16;
const CHUNK_BYTES = 2 ** 16;
const NEWLINE = 0x0a;

interface LoggedEvent {
  /** Undefined for a line that is no JSON, or too long to be an event. */
  readonly event: unknown;
  /** Where the line ends, in bytes from the file's beginning. */
  readonly end: number;
}

/** Reads the lines one by one, whatever the length of the file; a last one without a line feed is not complete. */
async function* readLog(path: string): AsyncGenerator<LoggedEvent> {
  const file = await openLog(path);
  if (file === undefined) return;
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    let line = new Uint8Array(0);
    let position = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
      if (bytesRead === 0) break;
      let begin = 0;
      for (
        let newline = find(chunk, begin, bytesRead);
        newline >= 0;
        newline = find(chunk, begin, bytesRead)
      ) {
        yield { event: parseLine(joined(line, chunk.subarray(begin, newline))), end: position + newline + 1 };
        line = new Uint8Array(0);
        begin = newline + 1;
      }
      line = joined(line, chunk.subarray(begin, bytesRead));
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function find(chunk: Uint8Array, from: number, to: number): number {
  const index = chunk.indexOf(NEWLINE, from);
  return index < to ? index : -1;
}

/** Of a line that is too long the beginning, and one byte more than is allowed. */
function joined(line: Uint8Array, more: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Math.min(line.length + more.length, MOST_LINE_BYTES + 1);
  const both = new Uint8Array(length);
  both.set(line);
  both.set(more.subarray(0, length - line.length), line.length);
  return both;
}

/** Undefined where there is no file yet. */
async function openLog(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, O_RDONLY | NO_FOLLOW);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseLine(line: Uint8Array): unknown {
  if (line.length > MOST_LINE_BYTES) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(line));
  } catch {
    return undefined;
  }
}
