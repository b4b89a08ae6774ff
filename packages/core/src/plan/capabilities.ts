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

/**
 * Invocations that keep an adapter busy. A software adapter computes one workgroup a core; a large GPU has some hundred
 * thousand lanes, and cutting sums into too many parts costs more than idle lanes do.
 */
export function parallelismOf(adapter: AdapterCapabilities | undefined): number {
  return adapter?.kind === 'hardware' ? 32_768 : 512;
}

/** @throws ShadegradError `SHADEGRAD_LIMIT` naming the buffer that the adapter cannot hold or bind. */
export function checkLimits(plan: Plan, adapter: AdapterCapabilities | undefined): void {
  const largestBuffer = adapter?.limits['maxBufferSize'] ?? DEFAULT_BUFFER_SIZE;
  const largestBinding = adapter?.limits['maxStorageBufferBindingSize'] ?? DEFAULT_BINDING_SIZE;
  const largest = Math.min(largestBuffer, largestBinding);
  const buffer = plan.buffers.find(({ bytes }) => bytes > largest);
  if (buffer === undefined) return;
  const what =
    buffer.holds.length > 0 ? `${buffer.name} (${buffer.holds.slice(0, 3).join(', ')})` : buffer.name;
  throw new ShadegradError(
    'SHADEGRAD_LIMIT',
    `At batch size ${plan.batchSize} the buffer ${what} takes ${buffer.bytes.toLocaleString('en-US')} bytes, but the adapter binds at most ${largest.toLocaleString('en-US')}.`,
    buffer.lifetime === 'state'
      ? 'Use fewer units or filters, or another adapter.'
      : `Use a batch size of at most ${Math.max(1, Math.floor((plan.batchSize * largest) / buffer.bytes))}, or another adapter.`,
  );
}
