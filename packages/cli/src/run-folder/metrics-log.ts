// metrics.jsonl: the event stream of a run, one JSON object a line, in the order in which things happened.

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { RunEvent } from '@shadegrad/core';
import * as v from 'valibot';
import { writeFileAtomically } from './atomic.js';
import { systemCode, writeError } from './file-errors.js';

export class MetricsLog {
  readonly #path: string;
  #file: number | undefined;

  /** Opens `path` to append to it; it is made where it is missing. */
  constructor(path: string) {
    this.#path = path;
    try {
      this.#file = openSync(path, 'a');
    } catch (error) {
      throw writeError(error, path);
    }
  }

  /** Writes an event at once, so that a kill loses none. Progress is for those who watch and is not kept. */
  append(event: RunEvent): void {
    if (event.type === 'progress' || this.#file === undefined) return;
    try {
      writeSync(this.#file, `${JSON.stringify(event)}\n`);
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  close(): void {
    if (this.#file === undefined) return;
    fsyncSync(this.#file);
    closeSync(this.#file);
    this.#file = undefined;
  }
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const stepSchema = v.looseObject({
  type: v.literal('step'),
  step: count,
  epoch: count,
  loss: v.number(),
  accuracy: v.number(),
});
const epochSchema = v.looseObject({
  type: v.literal('epoch_end'),
  epoch: count,
  step: count,
  loss: v.number(),
  accuracy: v.number(),
  validationLoss: v.optional(v.number()),
  validationAccuracy: v.optional(v.number()),
  seconds: v.number(),
  imagesPerSecond: v.number(),
});
/** What learning curves are drawn from. */
export type StepRecord = v.InferOutput<typeof stepSchema>;
export type EpochRecord = v.InferOutput<typeof epochSchema>;

export interface History {
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
}

/** Reads the steps and epochs of a run; lines of other kinds, and a last line cut short by a kill, are passed over. */
export async function readHistory(path: string): Promise<History> {
  const steps: StepRecord[] = [];
  const epochs: EpochRecord[] = [];
  for (const line of await readLines(path)) {
    const event = parseLine(line);
    if (v.is(stepSchema, event)) steps.push(event);
    else if (v.is(epochSchema, event)) epochs.push(event);
  }
  return { steps, epochs };
}

/**
 * Takes out what a killed run logged after its last checkpoint, since a run that resumes at `step` does and logs it
 * again.
 */
export async function rewindLog(path: string, step: number): Promise<void> {
  const lines = await readLines(path);
  const kept = lines.filter((line) => {
    const event = parseLine(line);
    return event !== undefined && !(v.is(v.looseObject({ step: count }), event) && event.step > step);
  });
  await writeFileAtomically(path, kept.map((line) => `${line}\n`).join(''));
}

async function readLines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
