// A plan for looking inside: one prediction that keeps what every layer puts out. Nothing is fused, because fusing does
// away with the outputs of layers whose work another one takes over; the bits are the same.

import { size } from '../model/index.js';
import { type AdapterCapabilities, checkLimits } from './capabilities.js';
import { lower } from './lower.js';
import { STEP_STRIDE } from './make-plan.js';
import { predictionPass } from './passes.js';
import { TransientMemory } from './place.js';
import type { Plan, PlannedBuffer, View } from './plan.js';
import { VariantChoice } from './variant-choice.js';

type PlanView = View & { readonly of: 'plan' };

export interface ActivationPlan {
  /** With a prediction pass alone, and parameters of its own. */
  readonly plan: Plan;
  /** Where each layer's output lies after the pass, f32 [pictures, …output shape]. */
  readonly outputs: readonly PlanView[];
}

/** @throws ShadegradError `SHADEGRAD_LIMIT` where the adapter cannot hold what the layers put out. */
export function planActivations(
  trained: Plan,
  pictures: number,
  adapter?: AdapterCapabilities,
): ActivationPlan {
  const { model } = trained;
  const fixed: readonly PlannedBuffer[] = [
    {
      name: 'parameters',
      bytes: 4 * model.parameterBufferLength,
      lifetime: 'state',
      holds: model.parameters.map(({ name }) => name),
    },
    { name: 'input', bytes: 4 * pictures * size(model.inputShape), lifetime: 'step', holds: [] },
    { name: 'steps', bytes: STEP_STRIDE, lifetime: 'step', holds: [] },
  ];
  const whole = (name: string): PlanView => {
    const bytes = fixed.find((buffer) => buffer.name === name)?.bytes ?? 0;
    return { of: 'plan', buffer: name, offset: 0, bytes };
  };
  const { builder, output, outputs } = predictionPass({ model, batch: pictures, whole });
  const choice = new VariantChoice(adapter, trained.variants);
  const memory = new TransientMemory();
  const drafts = lower(builder.operations, builder.tensor, choice);
  const placed = memory.place(drafts, builder.placed, outputs);
  const viewOf = (tensor: (typeof outputs)[number]): PlanView => {
    const settled = builder.placed.get(tensor.id);
    return settled?.of === 'plan' ? settled : placed.viewOf(tensor);
  };
  const buffers = [...fixed, ...memory.buffers()];
  const textures = memory.textures();
  const made: Plan = {
    ...trained,
    batchSize: pictures,
    microBatchSize: pictures,
    buffers,
    textures,
    bytes: [...buffers, ...textures].reduce((sum, { bytes }) => sum + bytes, 0),
    passes: { training: [], evaluation: [], prediction: placed.dispatches },
    input: whole('input'),
    output: viewOf(output),
    variants: choice.made,
  };
  checkLimits(made, adapter);
  return { plan: made, outputs: outputs.map(viewOf) };
}
