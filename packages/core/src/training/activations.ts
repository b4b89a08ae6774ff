// What every layer of a network makes of some pictures: a program of its own for as long as it takes, with a copy of the
// weights as they are now.

import { type Shape, size } from '../model/index.js';
import { type ActivationPlan, planActivations } from '../plan/activation-plan.js';
import { readBuffer } from '../runtime/buffers.js';
import { compileKernels } from '../runtime/pipelines.js';
import { kernelsOf, Program } from '../runtime/program.js';
import { networkInput } from './predict.js';
import { unpackWeights, type Weights } from './weights.js';

export interface LayerActivations {
  /** The layer's name: `conv2d_1`. */
  readonly name: string;
  /** Of one picture's values. */
  readonly shape: Shape;
  /** f32 [pictures, …shape], after the layer's activation function. */
  readonly values: Float32Array<ArrayBuffer>;
}

export interface Activations {
  /** Training steps that the weights have seen. */
  readonly step: number;
  /** The weights that the layers computed with. */
  readonly weights: Weights;
  /** What the first layer got, f32 [pictures, …input shape]. */
  readonly input: Float32Array<ArrayBuffer>;
  /** One for each layer of the model, in its order. */
  readonly layers: readonly LayerActivations[];
}

/** What was made ready: the plan, with its kernels compiled, and what goes in. */
export interface PreparedActivations extends ActivationPlan {
  readonly input: Float32Array<ArrayBuffer>;
}

/** Plans for these pictures and compiles what their layers need. */
export async function prepareActivations(
  { gpu, plan }: Program,
  images: Uint8Array | Float32Array,
): Promise<PreparedActivations> {
  const pictures = images.length / size(plan.model.inputShape);
  const prepared = planActivations(plan, pictures, gpu.adapter);
  await compileKernels(gpu.device, kernelsOf(prepared.plan));
  return { ...prepared, input: networkInput(images) };
}

/** Computes all pictures at once with the weights that `trained` has now. */
export async function readActivations(
  trained: Program,
  prepared: PreparedActivations,
  step: number,
): Promise<Activations> {
  const program = await Program.bind(prepared.plan, trained.gpu);
  try {
    return await compute(trained, program, prepared, step);
  } finally {
    program.destroy();
  }
}

async function compute(
  trained: Program,
  program: Program,
  { input, outputs: views }: PreparedActivations,
  step: number,
): Promise<Activations> {
  const { device } = program.gpu;
  const { model } = program.plan;
  device.queue.writeBuffer(program.buffer('input'), 0, input);
  const encoder = device.createCommandEncoder();
  const parameters = program.buffer('parameters');
  encoder.copyBufferToBuffer(trained.buffer('parameters'), 0, parameters, 0, parameters.size);
  program.encode(encoder, program.bindPass('prediction'));
  device.queue.submit([encoder.finish()]);
  const [packed, ...outputs] = await Promise.all([
    readBuffer(device, parameters),
    ...views.map(({ buffer, bytes }) => readBuffer(device, program.buffer(buffer), bytes)),
  ]);
  return {
    step,
    weights: unpackWeights(model, new Float32Array(packed)),
    input,
    layers: model.layers.map(({ name, outputShape }, i) => ({
      name,
      shape: outputShape,
      values: new Float32Array(outputs[i] ?? new ArrayBuffer(0)),
    })),
  };
}
