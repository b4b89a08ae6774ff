// The host's side of `step.wgsl`: how the uniform that changes from step to step is laid out in bytes.

/**
 * What one step, or one of the micro-batches of which it is made, needs to know beyond its plan. All but the learning rate
 * and the bias correction are unsigned 32-bit integers.
 */
export interface Step {
  /** Seed of the run. */
  readonly seed: number;
  /** Training steps done before this one. */
  readonly step: number;
  /** Where this batch begins in the order of examples. */
  readonly first: number;
  /** Examples in this batch. */
  readonly count: number;
  /** Which entry of the results this step writes. */
  readonly slot: number;
  readonly learningRate: number;
  /** Adam's bias correction, √(1 − β₂ᵗ) / (1 − β₁ᵗ); 1 for the other optimizers. */
  readonly biasCorrection: number;
  /** Examples in all of the step's micro-batches: the gradient is of their mean loss. Default: `count`. */
  readonly total?: number;
  /** Which of the step's micro-batches this is, from 0. Default: 0. */
  readonly microBatch?: number;
}

/** Bytes of one `Step` in a uniform buffer. */
export const STEP_BYTES = 36;

/** Writes `step` into `view` at byte `offset`, as `step.wgsl` reads it. */
export function writeStep(view: DataView, offset: number, step: Step): void {
  view.setUint32(offset, step.seed, true);
  view.setUint32(offset + 4, step.step, true);
  view.setUint32(offset + 8, step.first, true);
  view.setUint32(offset + 12, step.count, true);
  view.setUint32(offset + 16, step.slot, true);
  view.setFloat32(offset + 20, step.learningRate, true);
  view.setFloat32(offset + 24, step.biasCorrection, true);
  view.setUint32(offset + 28, step.total ?? step.count, true);
  view.setUint32(offset + 32, step.microBatch ?? 0, true);
}
