// A run as the browser keeps it, apart from what was measured at each step and from its weights.

import {
  encodeRunConfig,
  type EpochEnd,
  type Evaluation,
  type RunConfig as FolderConfig,
} from '@shadegrad/core';
import type { Failure } from '../design/failure.js';
import type { OtherEvent } from '../worker/messages.js';

export type KeptStatus =
  /** It trains, or did when the page was closed or ended. */
  'running' | 'paused' | 'finished' | 'failed';

export interface KeptRun {
  readonly id: string;
  /** A person's name for it. */
  readonly name: string;
  readonly note: string;
  readonly origin: 'this browser' | 'a file';
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly status: KeptStatus;
  /** The text of config.json, as in a run folder. */
  readonly config: string;
  /** Steps that it has kept. */
  readonly step: number;
  /** Spent training. */
  readonly seconds: number;
  /** What happened beside steps, in order. */
  readonly events: readonly OtherEvent[];
  readonly evaluation?: Evaluation;
  readonly failure?: Failure;
}

/** Whether it came in as a model: nothing of how it was trained is known. */
export const isModel = ({ status, step }: Pick<KeptRun, 'status' | 'step'>): boolean =>
  status === 'finished' && step === 0;

export const epochsOf = ({ events }: Pick<KeptRun, 'events'>): readonly EpochEnd[] =>
  events.filter((event) => event.type === 'epoch_end');

/** 0 where the run has not told yet; what the command line made tells by its epochs alone. */
export function stepsPerEpochOf(run: Pick<KeptRun, 'events'>): number {
  const start = run.events.find((event) => event.type === 'run_start');
  const [first] = epochsOf(run);
  return start?.stepsPerEpoch ?? (first ? first.step / first.epoch : 0);
}

/** Columns of the network's output; 0 where the run has not told. */
export const classesOf = ({ events }: Pick<KeptRun, 'events'>): number =>
  events.find((event) => event.type === 'run_start')?.classes ?? 0;

/** The run without the failure that ended it, as it goes on. */
export function withoutFailure({ failure: _failure, ...run }: KeptRun): KeptRun {
  return run;
}

/** A run that is about to begin. */
export function recordOf(config: FolderConfig): KeptRun {
  return {
    id: crypto.randomUUID(),
    name: config.name,
    note: '',
    origin: 'this browser',
    created: config.created,
    status: 'paused',
    config: encodeRunConfig(config),
    step: 0,
    seconds: 0,
    events: [],
  };
}
