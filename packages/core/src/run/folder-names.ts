// What lies where in a run folder.

import type { RunProgress } from '../training/progress.js';

export const RUN_FILES = {
  config: 'config.json',
  metrics: 'metrics.jsonl',
  /** A folder with a folder for each checkpoint. */
  checkpoints: 'checkpoints',
  /** A folder with a file of weights for each time that they got better. */
  best: 'best',
  evaluation: 'evaluation.json',
  report: 'report.html',
} as const;

/** Where in a run a checkpoint was taken. */
export type RunPosition = Pick<RunProgress, 'step' | 'epoch'>;

/** `2026-11-22T14-03-11_keras_s42`, in UTC: it sorts by time, and file systems that allow no colon take it. */
export function runFolderName(run: {
  /** Of the preset or the model file. */
  readonly model: string;
  readonly seed: number;
  readonly started: Date;
}): string {
  const { model, seed, started } = run;
  const time = started.toISOString().slice(0, 19).replaceAll(':', '-');
  const safe = model.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-').replaceAll(/^[.-]+|-+$/g, '');
  return `${time}_${safe || 'model'}_s${seed}`;
}

/** `step-000500-epoch-1`: 500 steps are done, and 1 epoch with its validation. */
export const checkpointName = ({ step, epoch }: RunPosition): string => `step-${digits(step)}-epoch-${epoch}`;

/** Undefined for what is no checkpoint's name. */
export function parseCheckpointName(name: string): RunPosition | undefined {
  const [, step, epoch] = /^step-(\d{1,15})-epoch-(\d{1,15})$/.exec(name) ?? [];
  return step === undefined || epoch === undefined ? undefined : { step: Number(step), epoch: Number(epoch) };
}

/** Sorts the newest first. */
export const newestFirst = (a: RunPosition, b: RunPosition): number => b.step - a.step || b.epoch - a.epoch;

/** `step-000432.safetensors` */
export const bestWeightsName = ({ step }: Pick<RunPosition, 'step'>): string =>
  `step-${digits(step)}.safetensors`;

/** The step; undefined for what is no such name. */
export function parseBestWeightsName(name: string): number | undefined {
  const [, step] = /^step-(\d{1,15})\.safetensors$/.exec(name) ?? [];
  return step === undefined ? undefined : Number(step);
}

const digits = (count: number): string => String(count).padStart(6, '0');
