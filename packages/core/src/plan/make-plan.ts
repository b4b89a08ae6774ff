// Makes the plan of a model: a pure function of the model, the settings of its training and what the adapter can do.

import { type Product, RESULT_BYTES } from '@shadegrad/shaders';
import { ShadegradError } from '../errors.js';
import type { Tensor } from '../layers/layer.js';
import type { Loss } from '../losses/index.js';
import { formatShape, type Model, size } from '../model/index.js';
import { type Optimizer, optimizerSlots } from '../optimizers/index.js';
import { type AdapterCapabilities, checkLimits } from './capabilities.js';
import { fuse } from './fuse.js';
import { lower } from './lower.js';
import type { PassBuilder } from './pass-builder.js';
import { evaluationPass, type PassContext, predictionPass, trainingPass } from './passes.js';
import { TransientMemory } from './place.js';
import { VariantChoice } from './variant-choice.js';
import type { Plan, PlannedBuffer, View } from './plan.js';

export interface PlanOptions {
  /** Examples of a training step. */
  readonly batchSize: number;
  /**
   * Examples that are computed at once. Where they are fewer than `batchSize`, a training step computes several such
   * micro-batches, one after the other, and adds up their gradients: less memory, and the same loss curve.
   *
   * @default batchSize
   */
  readonly microBatchSize?: number;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  /** What the adapter offers; WebGPU's default limits where it is left out. */
  readonly adapter?: AdapterCapabilities;
  /**
   * Which variant computes a matrix product, by the product's key: measured on the adapter, or recorded by a run that is
   * to be repeated to the bit. Names that this adapter has not got are passed over. @default the adapter's table
   */
  readonly variants?: Readonly<Record<string, string>>;
}

/** Steps that one submit can hold. */
export const MOST_STEPS_PER_SUBMIT = 32;
/** Distance of the steps' uniforms in their buffer: WebGPU's default for the offset of a uniform binding. */
export const STEP_STRIDE = 256;
/** Copies of the results that the host may still be reading while the next steps run. */
export const STAGING_BUFFERS = 2;

/**
 * Plans a model's training step, evaluation step and prediction: every buffer and every dispatch, before anything is
 * allocated.
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS` for a batch size that is not a whole number from 1,
 *   `SHADEGRAD_MODEL_SHAPE` where the model's output is not one value a class,
 *   `SHADEGRAD_LIMIT` where the adapter cannot hold a buffer.
 * @example
 * ```ts
 * import { dense, plan, sequential, sgd, sparseCategoricalCrossentropy } from '@shadegrad/core';
 *
 * const model = sequential({ inputShape: [4], layers: [dense({ units: 3 })] });
 * const loss = sparseCategoricalCrossentropy();
 * const { passes } = plan(model, { batchSize: 128, optimizer: sgd(), loss });
 * console.log(passes.prediction.map(({ label }) => label)); // [ 'dense/forward' ]
 * ```
 */
export function plan(model: Model, options: PlanOptions): Plan {
  return planWithProducts(model, options).plan;
}

/** A plan, and the matrix products in it by their keys: what there is to choose variants for. */
export function planWithProducts(
  model: Model,
  options: PlanOptions,
): { readonly plan: Plan; readonly products: ReadonlyMap<string, Product> } {
  const { batchSize, microBatchSize = batchSize, optimizer, loss, adapter } = options;
  checkBatchSize('batch size', batchSize, 65_536);
  checkBatchSize('micro-batch size', microBatchSize, batchSize);
  const hasMicroBatches = microBatchSize < batchSize;
  const classes = classCount(model);
  const fixed = fixedBuffers(model, { microBatchSize, hasMicroBatches, optimizer, classes });
  const whole = (name: string): View & { of: 'plan' } => {
    const bytes = fixed.find((buffer) => buffer.name === name)?.bytes ?? 0;
    return { of: 'plan', buffer: name, offset: 0, bytes };
  };
  const batch = microBatchSize;
  const context: PassContext = { model, batch, hasMicroBatches, optimizer, loss, classes, whole };
  const choice = new VariantChoice(adapter, options.variants);
  const memory = new TransientMemory();
  const place = ({ operations, tensor, placed }: PassBuilder, kept?: Tensor[]) =>
    memory.place(lower(fuse(operations, tensor), tensor, choice), placed, kept);

  const training = place(trainingPass(context));
  const evaluation = place(evaluationPass(context));
  const prediction = predictionPass(context);
  const predicted = place(prediction.builder, [prediction.output]);

  const buffers = [...fixed, ...memory.buffers()];
  const textures = memory.textures();
  const made: Plan = {
    model,
    batchSize,
    microBatchSize,
    optimizer,
    loss,
    buffers,
    textures,
    bytes: [...buffers, ...textures].reduce((sum, { bytes }) => sum + bytes, 0),
    passes: {
      training: training.dispatches,
      evaluation: evaluation.dispatches,
      prediction: predicted.dispatches,
    },
    input: whole('input'),
    output: predicted.viewOf(prediction.output),
    variants: choice.made,
  };
  checkLimits(made, adapter);
  return { plan: made, products: choice.products };
}

interface FixedBufferSettings {
  readonly microBatchSize: number;
  readonly hasMicroBatches: boolean;
  readonly optimizer: Optimizer;
  readonly classes: number;
}

/** Buffers whose contents outlive a pass, or are written or read by the host. */
function fixedBuffers(
  model: Model,
  { microBatchSize, hasMicroBatches, optimizer, classes }: FixedBufferSettings,
): PlannedBuffer[] {
  const weightBytes = 4 * model.parameterBufferLength;
  const resultBytes = MOST_STEPS_PER_SUBMIT * RESULT_BYTES;
  const slots = optimizerSlots(optimizer);
  const weights = model.parameters.map(({ name }) => name);
  return [
    state('parameters', weightBytes, weights),
    state('gradients', weightBytes, weights),
    ...(hasMicroBatches ? [state('total gradients', weightBytes, weights)] : []),
    ...(slots.length > 0 ? [state('slots', slots.length * weightBytes, slots)] : []),
    step('input', 4 * microBatchSize * size(model.inputShape)),
    step('confusion matrix', 4 * classes * classes),
    step('steps', MOST_STEPS_PER_SUBMIT * STEP_STRIDE),
    step('results', resultBytes),
    ...Array.from({ length: STAGING_BUFFERS }, (_, i) => step(`results staging ${i}`, resultBytes)),
  ];
}

const state = (name: string, bytes: number, holds: readonly string[]): PlannedBuffer => ({
  name,
  bytes,
  lifetime: 'state',
  holds,
});

const step = (name: string, bytes: number): PlannedBuffer => ({ name, bytes, lifetime: 'step', holds: [] });

function checkBatchSize(what: string, size: number, most: number): void {
  if (Number.isSafeInteger(size) && size >= 1 && size <= most) return;
  throw new ShadegradError(
    'SHADEGRAD_SETTINGS',
    `The ${what} is ${size}.`,
    `Use a whole number from 1 to ${most.toLocaleString('en-US')}; a batch of 128 suits most networks.`,
  );
}

/** A classifier ends in one value a class. */
function classCount(model: Model): number {
  if (model.parameterCount === 0) {
    throw new ShadegradError(
      'SHADEGRAD_MODEL',
      `The model "${model.name}" has no weights, so there is nothing to train.`,
      'Add a dense or a conv2d layer.',
    );
  }
  const [classes] = model.outputShape;
  if (model.outputShape.length !== 1 || classes === undefined || classes < 2) {
    throw new ShadegradError(
      'SHADEGRAD_MODEL_SHAPE',
      `The model "${model.name}" puts out ${formatShape(model.outputShape)} values for an example, not one for each of two or more classes.`,
      'End it with flatten() and dense({ units: number of classes, activation: "softmax" }).',
    );
  }
  return classes;
}
