// A run as the page knows it: what it was begun with, where it stands, and what came of it.

import type { EpochEnd, Evaluation, LearningRateChange, ModelJson } from '@shadegrad/core';
import type { Failure } from '../design/failure.js';
import type { TrainingSettings } from './settings.js';

export type RunPhase =
  /** Nothing has been trained. */
  | 'idle'
  /** The plan is made and kernels are compiled. */
  | 'preparing'
  | 'running'
  /** A pause or a stop was asked for; the steps under way are finished. */
  | 'pausing'
  | 'paused'
  /** The test pictures are classified. */
  | 'evaluating'
  | 'finished'
  | 'failed';

/** What a run was begun with; edits of the page do not reach it. */
export interface RunConfig {
  readonly model: ModelJson;
  readonly settings: TrainingSettings;
}

export interface RunProgress {
  /** Training steps done. */
  readonly step: number;
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
  /** Columns of the network's output. */
  readonly classes: number;
  /** The epoch under way, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Of the last step that was told of. */
  readonly loss: number;
  readonly accuracy: number;
  readonly learningRate: number;
  /** Of training alone. */
  readonly imagesPerSecond: number;
  /** Spent training, pauses left out. */
  readonly seconds: number;
}

/** What became of the GPUs that were lost while the page shows the run. */
export interface LostDevice {
  readonly times: number;
  /** The step after which the last one went. */
  readonly step: number;
  /** From which step the run went on, once it has. */
  readonly wentOnFrom?: number;
}

/** How often the run went back because its numbers broke, and the last time. */
export interface WentBack {
  readonly times: number;
  /** The step that broke. */
  readonly from: number;
  /** The step that the run went on from. */
  readonly step: number;
  /** From there on. */
  readonly learningRate: number;
  /** What broke, in words. */
  readonly reason: string;
}

export interface RunState {
  readonly phase: RunPhase;
  /** Under what it is kept; absent where the browser keeps nothing. */
  readonly id?: string;
  readonly config?: RunConfig;
  /** From 0 to 1, while kernels are compiled or test pictures classified. */
  readonly share?: number;
  readonly progress?: RunProgress;
  readonly epochs: readonly EpochEnd[];
  readonly learningRates: readonly LearningRateChange[];
  readonly evaluation?: Evaluation;
  /** Of a run that was opened again: how many it got right when it was recorded. */
  readonly recordedCorrect?: number;
  readonly failure?: Failure;
  readonly lostDevice?: LostDevice;
  readonly wentBack?: WentBack;
}

export const idleRun: RunState = { phase: 'idle', epochs: [], learningRates: [] };

/** Whether the worker is busy with the run. */
export const isBusy = ({ phase }: RunState): boolean =>
  phase === 'preparing' || phase === 'running' || phase === 'pausing' || phase === 'evaluating';

/** Whether the worker holds the run's network, whatever it is doing with it. */
export const hasNetwork = ({ phase }: RunState): boolean => phase !== 'idle' && phase !== 'preparing';

/** Whether the run has begun and could go on. */
export const isUnderWay = ({ phase }: RunState): boolean =>
  phase === 'running' || phase === 'pausing' || phase === 'paused';

/** The learning rate that the schedule's factor applies to. */
export const baseLearningRate = ({ config, learningRates }: RunState): number | undefined =>
  learningRates.at(-1)?.learningRate ?? config?.settings.optimizer.learningRate;

/** Seconds that the rest of the run will take at the speed so far. */
export function secondsLeft({ progress }: RunState): number | undefined {
  if (progress === undefined || progress.step === 0) return undefined;
  return (progress.seconds / progress.step) * (progress.totalSteps - progress.step);
}
