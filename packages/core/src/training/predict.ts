// Predictions: batches of pictures in, the model's outputs back.

import { ShadegradError } from '../errors.js';
import { type Model, size } from '../model/index.js';
import { readBuffer } from '../runtime/buffers.js';
import type { Program } from '../runtime/program.js';

/** @throws ShadegradError `SHADEGRAD_DATASET` where `images` are not a whole number of the model's examples. */
export function checkPictures({ inputShape }: Model, images: Uint8Array | Float32Array): void {
  const elements = size(inputShape);
  if (images.length > 0 && images.length % elements === 0) return;
  throw new ShadegradError(
    'SHADEGRAD_DATASET',
    `${images.length} values are no whole number of pictures of ${inputShape.join('×')}.`,
    `Give ${elements} values for each picture.`,
  );
}

/** What the network sees of pictures: floats, or bytes divided by 255. */
export function networkInput(images: Uint8Array | Float32Array): Float32Array<ArrayBuffer> {
  const scale = images instanceof Uint8Array ? 1 / 255 : 1;
  return Float32Array.from(images, (value) => value * scale);
}

/** The model's outputs for all of `images`, in their order. */
export async function predictBatches(
  program: Program,
  images: Uint8Array | Float32Array,
): Promise<Float32Array<ArrayBuffer>> {
  const { device } = program.gpu;
  const { model, microBatchSize, input, output } = program.plan;
  const elements = size(model.inputShape);
  const outputs = size(model.outputShape);
  const count = images.length / elements;
  const pass = program.bindPass('prediction');
  const result = new Float32Array(count * outputs);

  for (let first = 0; first < count; first += microBatchSize) {
    const examples = Math.min(microBatchSize, count - first);
    const batch = networkInput(images.subarray(first * elements, (first + examples) * elements));
    device.queue.writeBuffer(program.buffer(input.buffer), 0, batch);
    const encoder = device.createCommandEncoder();
    program.encode(encoder, pass);
    device.queue.submit([encoder.finish()]);
    const bytes = await readBuffer(device, program.buffer(output.buffer), 4 * examples * outputs);
    result.set(new Float32Array(bytes), first * outputs);
  }
  return result;
}
