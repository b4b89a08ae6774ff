// The end of a training step: what becomes of the gradients once the backward pass has made them.

import { accumulateGradients, clipByGlobalNorm } from '@shadegrad/shaders';
import type { Model } from '../model/index.js';
import { type Optimizer, updateKernel } from '../optimizers/index.js';
import type { PassBuilder } from './pass-builder.js';
import type { View } from './plan.js';

export interface UpdateContext {
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** Whether the gradients are those of a part of the step's batch. */
  readonly hasMicroBatches: boolean;
  readonly whole: (name: string) => View & { of: 'plan' };
}

/** Adds up the gradients of micro-batches, and at the step's end clips them and updates the parameters. */
export function writeUpdate(
  builder: PassBuilder,
  { model, optimizer, hasMicroBatches, whole }: UpdateContext,
): void {
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
  const buffers = {
    parameters: whole('parameters'),
    gradients,
    slots: whole('slots'),
    results: whole('results'),
  };
  builder.dispatch<string>(`${optimizer.type} update`, updateKernel(optimizer, length), buffers, endsStep);
}
