// Textures that kernels read in place of buffers, and copies into them. Usage flags are written out as numbers, because
// their names are globals in browsers only.

import { TEXTURE_WIDTH } from '@shadegrad/shaders';
import type { PlannedTexture } from '../plan/index.js';
import { outOfMemory, release } from './buffers.js';

const COPY_DST = 0x2;
const TEXTURE_BINDING = 0x4;
const TEXEL_BYTES = 16;
const BYTES_PER_ROW = TEXEL_BYTES * TEXTURE_WIDTH;

function createTexture(device: GPUDevice, { name, height }: PlannedTexture): GPUTexture {
  return device.createTexture({
    label: name,
    size: [TEXTURE_WIDTH, height],
    format: 'rgba32float',
    usage: TEXTURE_BINDING | COPY_DST,
  });
}

/**
 * Allocates textures, all or none.
 *
 * @throws ShadegradError `SHADEGRAD_OUT_OF_MEMORY`.
 */
export async function allocateTextures(
  device: GPUDevice,
  planned: readonly PlannedTexture[],
): Promise<Map<string, GPUTexture>> {
  device.pushErrorScope('out-of-memory');
  const textures = new Map(planned.map((texture) => [texture.name, createTexture(device, texture)]));
  const error = await device.popErrorScope();
  if (error === null) return textures;
  await release(device, textures.values());
  throw outOfMemory(planned, error);
}

/** A stretch of a buffer that goes into a texture from its first texel on. */
export interface BoundCopy {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
  readonly texture: GPUTexture;
}

export function encodeCopies(
  encoder: GPUCommandEncoder,
  { copies }: { readonly copies: readonly BoundCopy[] },
): void {
  for (const copy of copies) encodeCopy(encoder, copy);
}

/** Whole rows at once, and then what is left for the last one. */
function encodeCopy(encoder: GPUCommandEncoder, { buffer, offset, bytes, texture }: BoundCopy): void {
  const rows = Math.floor(bytes / BYTES_PER_ROW);
  const rest = (bytes % BYTES_PER_ROW) / TEXEL_BYTES;
  if (rows > 0) {
    const source = { buffer, offset, bytesPerRow: BYTES_PER_ROW };
    encoder.copyBufferToTexture(source, { texture }, [TEXTURE_WIDTH, rows]);
  }
  if (rest > 0) {
    const source = { buffer, offset: offset + rows * BYTES_PER_ROW };
    encoder.copyBufferToTexture(source, { texture, origin: [0, rows] }, [rest, 1]);
  }
}
