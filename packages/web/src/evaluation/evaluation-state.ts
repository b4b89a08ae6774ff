// What the network made of the test pictures when it was last asked, during a run or after it.

import type { Evaluation, Outcome } from '@shadegrad/core';
import type { Failure } from '../design/failure.js';
import type { AppState } from '../store/app-state.js';
import type { RunConfig } from '../training/run-state.js';

export interface EvaluationReport {
  /** The run whose network it was. */
  readonly config: RunConfig;
  /** Training steps that its weights had seen. */
  readonly step: number;
  readonly evaluation: Evaluation;
  /** One for each test picture, in their order. */
  readonly outcomes: readonly Outcome[];
}

export interface EvaluationState {
  readonly report?: EvaluationReport;
  /** From 0 to 1, while pictures are being classified. */
  readonly share?: number;
  readonly failure?: Failure;
}

/** The report of the run at hand; one of a run before is none. */
export function currentEvaluation({ evaluation, run }: AppState): EvaluationReport | undefined {
  const { report } = evaluation;
  return report !== undefined && report.config === run.config ? report : undefined;
}
