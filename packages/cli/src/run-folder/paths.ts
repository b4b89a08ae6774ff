// What lies where in a run folder.

import { join } from 'node:path';
import { RUN_FILES } from '@shadegrad/core';

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
    config: join(folder, RUN_FILES.config),
    metrics: join(folder, RUN_FILES.metrics),
    checkpoints: join(folder, RUN_FILES.checkpoints),
    best: join(folder, RUN_FILES.best),
    evaluation: join(folder, RUN_FILES.evaluation),
    report: join(folder, RUN_FILES.report),
  };
}
