// Making buffers and reading them back. Usage flags are written out as numbers here, once, because their names are
// globals in browsers only.

import { ShadegradError } from '../errors.js';

const MAP_READ = 0x1;
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const UNIFORM = 0x40;
const STORAGE = 0x80;

const USAGE = {
  storage: STORAGE | COPY_SRC | COPY_DST,
  uniform: UNIFORM | COPY_DST,
  staging: MAP_READ | COPY_DST,
} as const;

const READ_MODE = 0x1;

export type BufferUse = keyof typeof USAGE;

export interface BufferRequest<Name extends string = string> {
  readonly name: Name;
  readonly bytes: number;
  readonly use: BufferUse;
}

/**
 * Allocates buffers, all or none.
 *
 * @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY` with the numbers.
 */
export async function allocate<Name extends string>(
  device: GPUDevice,
  requests: readonly BufferRequest<Name>[],
): Promise<Map<Name, GPUBuffer>> {
  device.pushErrorScope('out-of-memory');
  const buffers = new Map<Name, GPUBuffer>();
  for (const { name, bytes, use } of requests) {
    buffers.set(name, device.createBuffer({ label: name, size: bytes, usage: USAGE[use] }));
  }
  const error = await device.popErrorScope();
  if (error === null) return buffers;
  await release(device, buffers.values());
  throw outOfMemory(requests, error);
}

/**
 * Destroys buffers and textures, and waits until their memory can be had again: implementations keep it until the queue
 * has gone on, and less might be asked for right away.
 */
export async function release(device: GPUDevice, resources: Iterable<GPUBuffer | GPUTexture>): Promise<void> {
  for (const resource of resources) resource.destroy();
  for (let submit = 0; submit < SUBMITS_UNTIL_FREE; submit++) {
    device.queue.submit([]);
    await device.queue.onSubmittedWorkDone();
  }
}

/** Dawn frees after the first one or, where the driver is still at it, after the second. */
const SUBMITS_UNTIL_FREE = 2;

export function outOfMemory(
  requests: readonly { readonly bytes: number }[],
  error: GPUError,
): ShadegradError {
  const total = requests.reduce((sum, { bytes }) => sum + bytes, 0);
  // Implementations go on with the call and places in their own sources.
  const [why = ''] = error.message.split('\n');
  return new ShadegradError(
    'SHADEGRAD_OUT_OF_MEMORY',
    `The adapter has no room for ${total.toLocaleString('en-US')} bytes in ${requests.length} buffers: ${why}`,
    'Compute fewer examples at once, by a smaller batch or by micro-batches, use fewer examples, or close other programs that use the GPU.',
  );
}

/** A copy of `bytes` bytes of a storage buffer, once all work that was submitted before is done. */
export async function readBuffer(
  device: GPUDevice,
  buffer: GPUBuffer,
  bytes: number = buffer.size,
): Promise<ArrayBuffer> {
  const staging = device.createBuffer({ label: 'read back', size: bytes, usage: USAGE.staging });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
  try {
    await staging.mapAsync(READ_MODE);
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}

/** Reads a staging buffer whose copy has been submitted, and frees it for the next copy. */
export async function readStaging(staging: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
  await staging.mapAsync(READ_MODE, 0, bytes);
  const copy = staging.getMappedRange(0, bytes).slice(0);
  staging.unmap();
  return copy;
}
