// What the worker sends unasked while it trains, at most once a frame: measured steps as one transferred array, and
// everything else that happened, in order. Commands go through comlink (training-api.ts).

import type { RunEvent } from '@shadegrad/core';

/** One row for each step. */
export const COLUMNS = ['step', 'epoch', 'seconds', 'loss', 'accuracy', 'learningRate'] as const;

export type Column = (typeof COLUMNS)[number];

/** Events beside those that are rows. */
export type OtherEvent = Exclude<RunEvent, { type: 'step' | 'progress' }>;

export interface MetricsFrame {
  readonly type: 'metrics';
  /** f64 [steps, COLUMNS] */
  readonly rows: Float64Array<ArrayBuffer>;
  readonly events: readonly OtherEvent[];
  /** Of training alone, over the epoch so far; 0 before it is known. */
  readonly imagesPerSecond: number;
  /** Spent training since the run began. */
  readonly seconds: number;
}

/** Whether a message is one of these; comlink's own come the same way. */
export const isMetricsFrame = (message: unknown): message is MetricsFrame =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'metrics';
