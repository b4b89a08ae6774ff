// A set of examples on the device: pictures as bytes, labels, the order in which they are taken, and what an evaluation
// says of each.

import { OUTCOME_BYTES } from '@shadegrad/shaders';
import { ShadegradError } from '../errors.js';
import type { Loss } from '../losses/index.js';
import type { ExampleBuffer } from '../plan/index.js';
import type { Examples } from '../training/examples.js';
import { allocate, type BufferRequest } from './buffers.js';

export interface ExampleSet {
  readonly count: number;
  readonly buffers: ReadonlyMap<ExampleBuffer, GPUBuffer>;
  /** Sets which example comes at which position; as long as the set. */
  setOrder(order: Uint32Array<ArrayBuffer>): void;
  destroy(): void;
}

const wholeWords = (bytes: number): number => 4 * Math.ceil(bytes / 4);

/** Buffers and bytes that a set of `count` examples takes, known before any is allocated. */
export function exampleSetBuffers(
  count: number,
  elements: number,
  classes: number,
  loss: Loss,
): readonly BufferRequest<ExampleBuffer>[] {
  const labelBytes = loss.type === 'categoricalCrossentropy' ? 4 * classes : 1;
  return [
    { name: 'images', bytes: wholeWords(count * elements), use: 'storage' },
    { name: 'labels', bytes: wholeWords(count * labelBytes), use: 'storage' },
    { name: 'order', bytes: 4 * count, use: 'storage' },
    { name: 'outcomes', bytes: OUTCOME_BYTES * count, use: 'storage' },
  ];
}

/**
 * Uploads examples.
 *
 * @throws ShadegradError `SHADEGRAD_LIMIT` where they are more than the adapter can bind at once,
 *   `SHADEGRAD_OUT_OF_MEMORY` where they do not fit into its memory.
 */
export async function uploadExamples(
  device: GPUDevice,
  examples: Examples,
  classes: number,
  loss: Loss,
): Promise<ExampleSet> {
  const { count, elements, images } = examples;
  const requests = exampleSetBuffers(count, elements, classes, loss);
  checkBindable(device, requests, count);
  const buffers = await allocate(device, requests);
  const write = (
    name: ExampleBuffer,
    data: Uint8Array | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>,
  ): void => {
    const buffer = buffers.get(name);
    if (buffer !== undefined) writeBytes(device, buffer, data);
  };
  write('images', images);
  write(
    'labels',
    loss.type === 'categoricalCrossentropy' ? examples.distributions(classes) : examples.labels,
  );
  write(
    'order',
    Uint32Array.from({ length: count }, (_, i) => i),
  );
  return {
    count,
    buffers,
    setOrder: (order) => write('order', order),
    destroy() {
      for (const buffer of buffers.values()) buffer.destroy();
    },
  };
}

function checkBindable(device: GPUDevice, requests: readonly BufferRequest[], count: number): void {
  const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  const tooLarge = requests.find(({ bytes }) => bytes > most);
  if (tooLarge === undefined) return;
  const { name, bytes } = tooLarge;
  throw new ShadegradError(
    'SHADEGRAD_LIMIT',
    `The ${name} of ${count.toLocaleString('en-US')} examples take ${bytes.toLocaleString('en-US')} bytes, but the adapter binds at most ${most.toLocaleString('en-US')}.`,
    `Use at most ${Math.floor((count * most) / bytes).toLocaleString('en-US')} examples, smaller pictures, or another adapter.`,
  );
}

/** `writeBuffer` takes multiples of four bytes only: the last ones go in a padded word of their own. */
function writeBytes(device: GPUDevice, buffer: GPUBuffer, data: ArrayBufferView): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const even = bytes.length - (bytes.length % 4);
  device.queue.writeBuffer(buffer, 0, bytes, 0, even);
  if (even < bytes.length) {
    const rest = new Uint8Array(4);
    rest.set(bytes.subarray(even));
    device.queue.writeBuffer(buffer, even, rest);
  }
}
