// The three passes of a plan: what one training step, one evaluation step and one prediction dispatch, in order.

import {
  confusionMatrix,
  gatherImages,
  OUTCOME_BYTES,
  softmaxCrossEntropy,
  sumOutcomes,
} from '@shadegrad/shaders';
import type { Tensor } from '../layers/layer.js';
import type { Loss } from '../losses/index.js';
import { type Model, size } from '../model/index.js';
import type { Optimizer } from '../optimizers/index.js';
import { buildNetwork } from './network.js';
import { PassBuilder } from './pass-builder.js';
import type { View } from './plan.js';
import { trainingState } from './training-state.js';
import { writeUpdate } from './update.js';

export interface PassContext {
  readonly model: Model;
  /** Examples that are computed at once. */
  readonly batch: number;
  /** Whether a step's batch is made of several such. */
  readonly hasMicroBatches: boolean;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  readonly classes: number;
  readonly whole: (name: string) => View & { of: 'plan' };
}

const EXAMPLES = {
  images: { of: 'examples', buffer: 'images' },
  labels: { of: 'examples', buffer: 'labels' },
  order: { of: 'examples', buffer: 'order' },
  outcomes: { of: 'examples', buffer: 'outcomes' },
} as const satisfies Record<string, View>;

type PredictionContext = Pick<PassContext, 'model' | 'batch' | 'whole'>;

function inputTensor(builder: PassBuilder, { model, batch, whole }: PredictionContext): Tensor {
  return builder.fixed('input', [batch, ...model.inputShape], whole('input'));
}

function gather(builder: PassBuilder, context: PassContext): Tensor {
  const input = inputTensor(builder, context);
  const kernel = gatherImages({ batch: context.batch, elements: size(context.model.inputShape) });
  builder.dispatch('gather images', kernel, { images: EXAMPLES.images, order: EXAMPLES.order, x: input });
  return input;
}

function lossSettings({ batch, loss, classes }: PassContext) {
  const targets = loss.type === 'categoricalCrossentropy' ? 'categorical' : 'sparse';
  return { batch, classes, targets, labelSmoothing: loss.labelSmoothing } as const;
}

export function trainingPass(context: PassContext): PassBuilder {
  const { model, batch, classes, whole } = context;
  const builder = new PassBuilder();
  const { weights } = trainingState(context);
  const gradients = whole('gradients');
  const network = { model, mode: 'training', batch, upToLogits: true, weights, gradients } as const;
  const built = buildNetwork(builder, network, gather(builder, context));
  const gradient = builder.tensor('gradient of logits', [batch, classes]);
  const outcomes = builder.tensor('outcomes', [batch, OUTCOME_BYTES / 4]);
  builder.dispatch('loss', softmaxCrossEntropy({ ...lossSettings(context), mode: 'training' }), {
    logits: built.output,
    order: EXAMPLES.order,
    labels: EXAMPLES.labels,
    outcomes,
    gradient,
  });
  builder.dispatch('sum of outcomes', sumOutcomes({ batch }), { outcomes, results: whole('results') });
  built.backward(gradient);
  writeUpdate(builder, context);
  return builder;
}

export function evaluationPass(context: PassContext): PassBuilder {
  const { model, batch, classes, whole } = context;
  const builder = new PassBuilder();
  const weights = whole('parameters');
  const network = { model, mode: 'inference', batch, upToLogits: true, weights } as const;
  const { output } = buildNetwork(builder, network, gather(builder, context));
  builder.dispatch('loss', softmaxCrossEntropy({ ...lossSettings(context), mode: 'evaluation' }), {
    logits: output,
    order: EXAMPLES.order,
    labels: EXAMPLES.labels,
    outcomes: EXAMPLES.outcomes,
  });
  builder.dispatch('confusion matrix', confusionMatrix({ batch, classes }), {
    outcomes: EXAMPLES.outcomes,
    counts: whole('confusion matrix'),
  });
  return builder;
}

export function predictionPass(context: PredictionContext): {
  readonly builder: PassBuilder;
  readonly output: Tensor;
  /** What each layer puts out. */
  readonly outputs: readonly Tensor[];
} {
  const { model, batch, whole } = context;
  const builder = new PassBuilder();
  const weights = whole('parameters');
  const network = { model, mode: 'inference', batch, upToLogits: false, weights } as const;
  const { output, outputs } = buildNetwork(builder, network, inputTensor(builder, context));
  return { builder, output, outputs };
}
