// What lies where in a run folder.

import { join } from 'node:path';

export interface RunPaths {
  readonly folder: string;
  readonly config: string;
  readonly metrics: string;
  readonly checkpoints: string;
  readonly best: string;
  readonly evaluation: string;
  readonly report: string;
}

export function runPaths(folder: string): RunPaths {
  return {
    folder,
    config: join(folder, 'config.json'),
    metrics: join(folder, 'metrics.jsonl'),
    checkpoints: join(folder, 'checkpoints'),
    best: join(folder, 'best'),
    evaluation: join(folder, 'evaluation.json'),
    report: join(folder, 'report.html'),
  };
}
