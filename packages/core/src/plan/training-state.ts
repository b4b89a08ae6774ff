// Where a training step finds its weights and the state of its optimizer. As a rule that is all of two buffers. Where the
// model's weights are an average, the buffer `parameters` holds that, for everything but training to read, and training
// has its own weights at the end of the optimizer's state.

import type { Model } from '../model/index.js';
import { type Optimizer, optimizerSlots } from '../optimizers/index.js';
import type { View } from './plan.js';

type PlanView = View & { readonly of: 'plan' };

export interface TrainingState {
  /** What forward and backward pass read and the update changes. */
  readonly weights: PlanView;
  /** What else the update keeps. */
  readonly slots: PlanView;
}

export function trainingState({
  model,
  optimizer,
  whole,
}: {
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly whole: (name: string) => PlanView;
}): TrainingState {
  const slots = whole('slots');
  if (optimizer.emaMomentum === undefined) return { weights: whole('parameters'), slots };
  const bytes = 4 * model.parameterBufferLength;
  const offset = (optimizerSlots(optimizer).length - 1) * bytes;
  return { weights: { ...slots, offset, bytes }, slots: { ...slots, bytes: offset } };
}
