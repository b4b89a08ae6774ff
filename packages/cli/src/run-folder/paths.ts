// What lies where in a run folder.

import { join } from 'node:path';

export interface RunPaths {
  readonly folder: string;
  readonly config: string;
  readonly metrics: string;
  readonly checkpoint: string;
  readonly best: string;
  readonly evaluation: string;
  readonly report: string;
}

export function runPaths(folder: string): RunPaths {
  return {
    folder,
    config: join(folder, 'config.json'),
    metrics: join(folder, 'metrics.jsonl'),
    checkpoint: join(folder, 'checkpoint'),
    best: join(folder, 'best'),
    evaluation: join(folder, 'evaluation.json'),
    report: join(folder, 'report.html'),
  };
}

/** The files of `checkpoint/`; `best/` has the weights only. */
export const CHECKPOINT_FILES = {
  weights: 'weights.safetensors',
  optimizer: 'optimizer.safetensors',
  state: 'state.json',
} as const;
