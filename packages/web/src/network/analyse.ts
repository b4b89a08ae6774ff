// What follows from a network before it is trained: shapes, parameters, arithmetic and memory of each layer, and what is
// wrong, at the layer where it is.

import {
  optimizerSlots,
  plan,
  sequential,
  sparseCategoricalCrossentropy,
  type AdapterDescription,
  type LayerSettings,
  type Model,
  type ModelLayer,
  type Optimizer,
  type Plan,
} from '@shadegrad/core';
import { failureOf, type Failure } from '../design/failure.js';

export interface LayerReport {
  readonly name: string;
  readonly outputShape: readonly number[];
  readonly parameters: number;
  /** Of training on one picture, forward and backward. */
  readonly flops: number;
  /** Weights with their gradients and the optimizer's state, and the outputs of a batch. */
  readonly bytes: number;
}

export interface NetworkReport {
  /** One for each layer up to the first that does not fit. */
  readonly layers: readonly LayerReport[];
  /** What is wrong, and with which layer, by its position. */
  readonly problem?: Failure & { readonly layer: number };
  /** The network, if nothing is wrong with it. */
  readonly model?: Model;
  readonly parameters: number;
  readonly flops: number;
  /** Everything that a trainer allocates, pictures left out. */
  readonly bytes: number;
}

export interface AnalysisContext {
  readonly inputShape: readonly number[];
  readonly classes: readonly string[];
  readonly batchSize: number;
  readonly optimizer: Optimizer;
  readonly adapter?: AdapterDescription | undefined;
}

export function analyseNetwork(
  name: string,
  layers: readonly LayerSettings[],
  context: AnalysisContext,
): NetworkReport {
  const { inputShape, classes } = context;
  const fitting = longestFitting(name, layers, inputShape);
  if (fitting.problem !== undefined) {
    return reportOf(fitting.model, undefined, context, { ...fitting.problem, layer: fitting.count });
  }
  const { model } = fitting;
  if (model === undefined) return reportOf(undefined, undefined, context, noLayers);
  const last = layers.length - 1;
  const [outputs] = model.outputShape;
  if (model.outputShape.length === 1 && outputs !== classes.length && model.parameterCount > 0) {
    return reportOf(model, undefined, context, {
      code: 'SHADEGRAD_CLASSES',
      message: `The network ends in ${outputs} values, but the pictures have ${classes.length} classes.`,
      fix: `End it with Dense of ${classes.length} units.`,
      layer: last,
    });
  }
  try {
    const { batchSize, optimizer, adapter } = context;
    const loss = sparseCategoricalCrossentropy();
    const made = plan(model, { batchSize, optimizer, loss, ...(adapter && { adapter }) });
    return reportOf(model, made, context);
  } catch (error) {
    return reportOf(model, undefined, context, { ...failureOf(error), layer: last });
  }
}

const noLayers = {
  code: 'SHADEGRAD_MODEL',
  message: 'The network has no layers.',
  fix: 'Add a layer, or start from a preset.',
  layer: 0,
} as const;

/** The model of the layers up to the first that cannot follow, and what is wrong with that one. */
function longestFitting(
  name: string,
  layers: readonly LayerSettings[],
  inputShape: readonly number[],
): { readonly model: Model | undefined; readonly count: number; readonly problem?: Failure } {
  let model: Model | undefined;
  for (let count = 1; count <= layers.length; count++) {
    try {
      model = sequential({ name, inputShape, layers: layers.slice(0, count) });
    } catch (error) {
      return { model, count: count - 1, problem: failureOf(error) };
    }
  }
  return { model, count: layers.length };
}

function reportOf(
  model: Model | undefined,
  made: Plan | undefined,
  context: AnalysisContext,
  problem?: NetworkReport['problem'],
): NetworkReport {
  const layers = (model?.layers ?? []).map((layer) => layerReport(layer, made, context));
  const sum = (value: (layer: LayerReport) => number): number =>
    layers.reduce((total, layer) => total + value(layer), 0);
  return {
    layers,
    parameters: sum(({ parameters }) => parameters),
    flops: sum(({ flops }) => flops),
    bytes: made?.bytes ?? sum(({ bytes }) => bytes),
    ...(problem !== undefined ? { problem } : model !== undefined && { model }),
  };
}

function layerReport(layer: ModelLayer, made: Plan | undefined, context: AnalysisContext): LayerReport {
  const { name, outputShape, settings } = layer;
  const parameters = layer.parameters.reduce((total, { length }) => total + length, 0);
  const own = made?.passes.training.filter(({ label }) => label.startsWith(`${name}/`)) ?? [];
  const copies = 2 + optimizerSlots(context.optimizer).length;
  // Flatten only reads the same values in another shape.
  const outputs =
    settings.type === 'flatten' ? 0 : outputShape.reduce((product, extent) => product * extent, 1);
  return {
    name,
    outputShape,
    parameters,
    flops: own.reduce((total, { kernel }) => total + kernel.flops, 0) / context.batchSize,
    bytes: 4 * (copies * parameters + context.batchSize * outputs),
  };
}
