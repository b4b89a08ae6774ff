// What a plan asks of the adapter, and the refusal of plans that it could not hold, before anything is allocated.

import { ShadegradError } from '../errors.js';
import type { Target } from '@shadegrad/shaders';
import type { Plan } from './plan.js';

/** The part of an adapter's description that plans depend on. */
export interface AdapterCapabilities {
  readonly kind: 'hardware' | 'software';
  readonly limits: Readonly<Record<string, number>>;
  /** Optional WebGPU features that may be used. @default none */
  readonly features?: readonly string[];
  /** Bytes that buffers can take; absent where that is not known. */
  readonly memory?: number;
  /** Smallest and largest number of lanes that run in step. */
  readonly subgroupSize?: readonly [smallest: number, largest: number];
}

/** What kernels may make use of. Lanes can be counted on only if there is always the same number of them. */
export function targetOf(adapter: AdapterCapabilities | undefined): Target {
  const [smallest, largest] = adapter?.subgroupSize ?? [];
  const isSteady = adapter?.features?.includes('subgroups') && smallest === largest;
  return isSteady && smallest !== undefined ? { subgroupSize: smallest } : {};
}

// WebGPU's defaults: every adapter has at least these. https://www.w3.org/TR/webgpu/#limits
const DEFAULT_BUFFER_SIZE = 256 * 2 ** 20;
const DEFAULT_BINDING_SIZE = 128 * 2 ** 20;
const DEFAULT_TEXTURE_EXTENT = 8192;

/**
 * Invocations that keep an adapter busy. A software adapter computes one workgroup a core; a large GPU has some hundred
 * thousand lanes, and cutting sums into too many parts costs more than idle lanes do.
 */
export function parallelismOf(adapter: AdapterCapabilities | undefined): number {
  return adapter?.kind === 'hardware' ? 32_768 : 512;
}

/**
 * Compares what a plan takes with what the adapter has.
 *
 * @throws ShadegradError `SHADEGRAD_LIMIT` naming the buffer or texture that the adapter cannot hold or bind, or how much
 *   all of them take where its memory is smaller.
 */
export function checkLimits(plan: Plan, adapter: AdapterCapabilities | undefined): void {
  const limits = adapter?.limits ?? {};
  const { maxBufferSize = DEFAULT_BUFFER_SIZE, maxStorageBufferBindingSize = DEFAULT_BINDING_SIZE } = limits;
  const { maxTextureDimension2D = DEFAULT_TEXTURE_EXTENT } = limits;
  const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const buffer = plan.buffers.find(({ bytes }) => bytes > most);
  if (buffer !== undefined) {
    const { name, bytes, holds, lifetime } = buffer;
    const what = holds.length > 0 ? `${name} (${holds.slice(0, 3).join(', ')})` : name;
    throw tooLarge(plan, `the buffer ${what} takes`, bytes, 'binds at most', most, lifetime === 'state');
  }
  const texture = plan.textures.find(({ height }) => height > maxTextureDimension2D);
  if (texture !== undefined) {
    const { name, bytes, height } = texture;
    const largest = (bytes / height) * maxTextureDimension2D;
    throw tooLarge(plan, `${name} takes`, bytes, 'has textures of at most', largest);
  }
  const memory = adapter?.memory ?? Infinity;
  if (plan.bytes > memory) throw tooLarge(plan, 'the buffers take', plan.bytes, 'has at most', memory);
}

const count = (value: number): string => value.toLocaleString('en-US');

function tooLarge(
  { batchSize, microBatchSize }: Plan,
  what: string,
  bytes: number,
  verb: string,
  most: number,
  isState = false,
): ShadegradError {
  const at = microBatchSize < batchSize ? `micro-batch size ${microBatchSize}` : `batch size ${batchSize}`;
  const fitting = Math.max(1, Math.floor((microBatchSize * most) / bytes));
  return new ShadegradError(
    'SHADEGRAD_LIMIT',
    `At ${at} ${what} ${count(bytes)} bytes, but the adapter ${verb} ${count(most)}.`,
    isState
      ? 'Use fewer units or filters, or another adapter.'
      : `Compute at most about ${count(fitting)} examples at once, by a smaller batch or by micro-batches, or use another adapter.`,
  );
}
