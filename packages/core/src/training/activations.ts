// What every layer of a network makes of some pictures: a program of its own for as long as it takes, with a copy of the
// weights as they are now.

import { type Shape, size } from '../model/index.js';
import { type ActivationPlan, planActivations } from '../plan/activation-plan.js';
import { readBuffer } from '../runtime/buffers.js';
import { Program } from '../runtime/program.js';
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

/**
 * Computes all pictures at once. Compiling comes before `take` is called, which waits for the turn to compute and says
 * how many steps the weights have seen by then.
 */
export async function readActivations(
  trained: Program,
  images: Uint8Array | Float32Array,
  take: (task: (step: number) => Promise<Activations>) => Promise<Activations>,
): Promise<Activations> {
  const { gpu, plan } = trained;
  const pictures = images.length / size(plan.model.inputShape);
  const { plan: planned, outputs } = planActivations(plan, pictures, gpu.adapter);
  const program = await Program.bind(planned, gpu);
  try {
    return await take((step) => compute(trained, program, outputs, step, networkInput(images)));
  } finally {
    program.destroy();
  }
}

async function compute(
  trained: Program,
  program: Program,
  views: ActivationPlan['outputs'],
  step: number,
  input: Float32Array<ArrayBuffer>,
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
