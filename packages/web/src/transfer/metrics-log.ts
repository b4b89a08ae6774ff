// What was measured of a run as metrics.jsonl, one event a line, as the command line logs it; and back. A step's time of
// day is not kept here, so it is told as the run's beginning and the seconds of training since.

import {
  EVENT_SCHEMA,
  isLaterThan,
  parseLoggedEvent,
  parseRollback,
  type EpochEnd,
  type LearningRateChanged,
  type StepRecord,
} from '@shadegrad/core';
import * as v from 'valibot';
import type { KeptRun } from '../runs/kept-run.js';
import { COLUMNS, type OtherEvent } from '../worker/messages.js';

/** No event comes near; a longer line is none. */
const MOST_LINE_LENGTH = 2 ** 16;

const changeSchema = v.object({
  type: v.literal('learning_rate'),
  step: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  learningRate: v.pipe(v.number(), v.finite(), v.minValue(0)),
});
const timeSchema = v.looseObject({ time: v.pipe(v.string(), v.isoTimestamp()) });

export interface Measured {
  /** f64 [steps, COLUMNS] */
  readonly rows: Float64Array<ArrayBuffer>;
  readonly events: readonly OtherEvent[];
  /** Spent training. */
  readonly seconds: number;
}

/** A step after another, as objects. */
export function* stepsOf(rows: Float64Array): Generator<Required<StepRecord> & { readonly seconds: number }> {
  for (let at = 0; at < rows.length; at += COLUMNS.length) {
    const [step = 0, epoch = 0, seconds = 0, loss = 0, accuracy = 0, learningRate = 0] = rows.subarray(at);
    yield { type: 'step', step, epoch, loss, accuracy, learningRate, seconds };
  }
}

export function encodeMetricsLog(
  rows: Float64Array,
  { events, created }: Pick<KeptRun, 'events' | 'created'>,
) {
  const began = Date.parse(created);
  const lines: string[] = [];
  const rest = [...events];
  const tellUpTo = (step: number): void => {
    for (let next = rest[0]; next !== undefined && stepOf(next) < step; next = rest[0]) {
      lines.push(JSON.stringify(next));
      rest.shift();
    }
  };
  for (const { seconds, ...event } of stepsOf(rows)) {
    // An event's step was done before it.
    tellUpTo(event.step);
    const time = new Date(began + 1000 * seconds).toISOString();
    lines.push(JSON.stringify({ schema: EVENT_SCHEMA, time, ...event }));
  }
  tellUpTo(Infinity);
  return lines.map((line) => `${line}\n`).join('');
}

const stepOf = (event: OtherEvent): number => ('step' in event ? event.step : Infinity);

/** Reads what charts need; lines of other kinds, and a last one cut short, are passed over. */
export function decodeMetricsLog(text: string): Measured {
  let rows: number[] = [];
  let events: OtherEvent[] = [];
  let began: number | undefined;
  let seconds = 0;
  let last = 0;
  for (const line of text.split('\n')) {
    const json = line.length > MOST_LINE_LENGTH ? undefined : parseJson(line);
    const stamped = v.safeParse(timeSchema, json);
    if (!stamped.success) continue;
    const { time } = stamped.output;
    began ??= Date.parse(time);
    const rollback = parseRollback(json);
    if (rollback !== undefined) {
      // What was logged of later steps is no part of the run any more.
      const kept = rows.findIndex((value, at) => at % COLUMNS.length === 0 && value > rollback.step);
      if (kept !== -1) rows = rows.slice(0, kept);
      events = events.filter((event) => !isLaterThan(event, rollback));
      last = Math.min(last, rollback.step);
      continue;
    }
    const event = parseLoggedEvent(json) ?? parseChange(json);
    if (event === undefined) continue;
    seconds = Math.max(seconds, (Date.parse(time) - began) / 1000);
    if (event.type === 'step') {
      // Each step comes once, in order.
      if (event.step <= last) continue;
      last = event.step;
      const { step, epoch, loss, accuracy, learningRate = Number.NaN } = event;
      rows.push(step, epoch, seconds, loss, accuracy, learningRate);
    } else events.push({ schema: EVENT_SCHEMA, time, ...event });
  }
  return { rows: Float64Array.from(rows), events, seconds };
}

function parseChange(json: unknown): LearningRateChanged | undefined {
  const result = v.safeParse(changeSchema, json);
  return result.success ? result.output : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** One row a step; validation stands in the row of the step that ended its epoch. */
export function metricsCsv(rows: Float64Array, epochs: readonly EpochEnd[]): string {
  const validation = new Map(epochs.map((epoch) => [epoch.step, epoch]));
  const head = [...COLUMNS, 'validationLoss', 'validationAccuracy'].join(',');
  const lines = Array.from(stepsOf(rows), (row) => {
    const ended = validation.get(row.step);
    const values = COLUMNS.map((name) => row[name]);
    return [...values, ended?.validationLoss ?? '', ended?.validationAccuracy ?? ''].join(',');
  });
  return [head, ...lines, ''].join('\n');
}

export function metricsJson(rows: Float64Array, epochs: readonly EpochEnd[]): string {
  const steps = Array.from(stepsOf(rows), (row) =>
    Object.fromEntries(COLUMNS.map((name) => [name, row[name]])),
  );
  return `${JSON.stringify({ steps, epochs }, null, 1)}\n`;
}
