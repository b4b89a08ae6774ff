// The end of a training step: what becomes of the gradients once the backward pass has made them.

import { accumulateGradients, averageWeights, clipByGlobalNorm } from '@shadegrad/shaders';
import type { Model } from '../model/index.js';
import { type Optimizer, updateKernel } from '../optimizers/index.js';
import type { PassBuilder } from './pass-builder.js';
import type { View } from './plan.js';
import { trainingState } from './training-state.js';

export interface UpdateContext {
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** Whether the gradients are those of a part of the step's batch. */
  readonly hasMicroBatches: boolean;
  readonly whole: (name: string) => View & { of: 'plan' };
}

/** Adds up the gradients of micro-batches, and at the step's end clips them, updates the weights and averages these. */
export function writeUpdate(builder: PassBuilder, context: UpdateContext): void {
  const { model, optimizer, hasMicroBatches, whole } = context;
  const length = model.parameterBufferLength;
  const gradients = whole(hasMicroBatches ? 'total gradients' : 'gradients');
  if (hasMicroBatches) {
    builder.dispatch('accumulate gradients', accumulateGradients({ length }), {
      gradients: whole('gradients'),
      total: gradients,
    });
  }
  const endsStep = { endsStep: true };
  if (optimizer.globalClipnorm !== undefined) {
    const { measure, clip, partsLength } = clipByGlobalNorm({ length, maxNorm: optimizer.globalClipnorm });
    const parts = builder.tensor('parts of the norm', [partsLength]);
    builder.dispatch('global norm', measure, { gradients, parts }, endsStep);
    builder.dispatch('clip by global norm', clip, { gradients, parts }, endsStep);
  }
  const { weights, slots } = trainingState(context);
  const buffers = { parameters: weights, gradients, slots, results: whole('results') };
  builder.dispatch<string>(`${optimizer.type} update`, updateKernel(optimizer, length), buffers, endsStep);
  if (optimizer.emaMomentum !== undefined) {
    const kernel = averageWeights({ length, momentum: optimizer.emaMomentum });
    builder.dispatch('average of the weights', kernel, { weights, average: whole('parameters') }, endsStep);
  }
}
