// What a run says while it goes. The command line draws these in a terminal, the web app in charts, and the run
// folder keeps them as one JSON object a line (metrics.jsonl).

import type { Evaluation } from '../metrics/evaluation.js';
import type { Divergence } from './divergence.js';
import type { LearningRateChange } from './learning-rate.js';

/** Version of the shape of events. Raised when a reader of the old shape would misread the new one. */
export const EVENT_SCHEMA = 1;

interface Stamp {
  readonly schema: typeof EVENT_SCHEMA;
  /** ISO 8601, UTC, with milliseconds. */
  readonly time: string;
}

export interface RunStart {
  readonly type: 'run_start';
  /** Training examples of an epoch, after any validation split. */
  readonly examples: number;
  readonly validationExamples: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly parameters: number;
  /** Columns of the model's output. */
  readonly classes: number;
  readonly seed: number;
  /** The step that comes first: 0, or where a resumed run goes on. */
  readonly step: number;
  readonly adapter: string;
}

export interface StepDone {
  readonly type: 'step';
  /** Counts from 1 over the whole run. */
  readonly step: number;
  /** Counts from 1. */
  readonly epoch: number;
  /** Mean over this step's batch. */
  readonly loss: number;
  readonly accuracy: number;
  readonly learningRate: number;
}

/** Somebody changed the base learning rate in mid-run. */
export interface LearningRateChanged extends LearningRateChange {
  readonly type: 'learning_rate';
}

/** Where the run is now, for a progress line; comes often and is not kept in metrics.jsonl. */
export interface Progress {
  readonly type: 'progress';
  readonly step: number;
  readonly epoch: number;
  /** Steps of this epoch that are done. */
  readonly stepInEpoch: number;
  /** Means over this epoch so far. */
  readonly loss: number;
  readonly accuracy: number;
  /** Of training alone, over this epoch so far. */
  readonly imagesPerSecond: number;
}

export interface EpochEnd {
  readonly type: 'epoch_end';
  readonly epoch: number;
  readonly step: number;
  /** Means over the epoch's training steps, dropout included, as Keras reports them. */
  readonly loss: number;
  readonly accuracy: number;
  /** Absent without validation data. */
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  /** Training and validation together. */
  readonly seconds: number;
  /** Of training alone. */
  readonly imagesPerSecond: number;
}

export interface CheckpointWritten {
  readonly type: 'checkpoint';
  readonly step: number;
  readonly epoch: number;
  /** `last` is what a run resumes from, `best` has the best validation score. */
  readonly kind: 'last' | 'best';
  readonly path: string;
}

export interface Evaluated extends Pick<
  Evaluation,
  'accuracy' | 'loss' | 'correct' | 'count' | 'confidenceInterval'
> {
  readonly type: 'evaluation';
  readonly dataset: string;
  readonly seconds: number;
}

/** A step met NaN or infinity; what follows is the end of the run, with `error`, or a `rollback`. */
export interface Diverged extends Divergence {
  readonly type: 'diverged';
}

/** The run went back to a state of before it diverged; what was told of later steps is no part of it any more. */
export interface RolledBack {
  readonly type: 'rollback';
  /** The step that diverged. */
  readonly from: number;
  /** The step that the run goes on from. */
  readonly step: number;
  /** Epochs that are over at that step. */
  readonly epoch: number;
  /** The base learning rate from here on. */
  readonly learningRate: number;
  /** What diverged, in words. */
  readonly reason: string;
}

/** The device is gone; `device_restored` follows, or `error`. */
export interface DeviceLost {
  readonly type: 'device_lost';
  readonly step: number;
  /** Epochs that are over. */
  readonly epoch: number;
  /** In the driver's words. */
  readonly reason: string;
}

/** A device took the place of the lost one; the steps since `step` are computed again and not told again. */
export interface DeviceRestored {
  readonly type: 'device_restored';
  /** The step whose state the run goes on from. */
  readonly step: number;
  readonly adapter: string;
  /** How many attempts it took to open it. */
  readonly attempt: number;
}

export interface Failed {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

export interface RunEnd {
  readonly type: 'run_end';
  /** `stopped` is early stopping, `interrupted` is an AbortSignal or the last of the `steps` that were asked for. */
  readonly reason: 'completed' | 'stopped' | 'interrupted' | 'failed';
  readonly step: number;
  readonly epoch: number;
  readonly seconds: number;
}

export type EventBody =
  | RunStart
  | StepDone
  | LearningRateChanged
  | Progress
  | EpochEnd
  | CheckpointWritten
  | Evaluated
  | Diverged
  | RolledBack
  | DeviceLost
  | DeviceRestored
  | Failed
  | RunEnd;

export type RunEvent = EventBody & Stamp;

/** Adds schema and time to an event. */
export function stamp(body: EventBody): RunEvent {
  return { schema: EVENT_SCHEMA, time: new Date().toISOString(), ...body };
}
