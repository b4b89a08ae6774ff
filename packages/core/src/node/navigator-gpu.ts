// WebGPU as a browser offers it, for libraries that were written for browsers and look for `navigator.gpu`: they
// open their own device, on the adapter that `openGpu` would have chosen.

import type { AdapterDescription, GpuSource } from '../runtime/gpu.js';
import { choose, optionsFor, type OpenGpuOptions } from './open-gpu.js';

/** The part of `navigator.gpu` that computes, and which adapter it has. */
export interface NavigatorGpu extends Pick<
  GPU,
  'requestAdapter' | 'wgslLanguageFeatures' | 'getPreferredCanvasFormat'
> {
  /** What `requestGpu` of `@shadegrad/core` makes use of. */
  readonly adapterOptions: NonNullable<GpuSource['adapterOptions']>;
  readonly adapter: Pick<AdapterDescription, 'name' | 'kind' | 'driver' | 'origin' | 'reason'>;
}

/** Dawn's instances go with the last reference to them, and take their devices along. */
const instances: GPU[] = [];

/**
 * Makes what a browser has in `navigator.gpu`. It has one adapter, whatever it is asked to prefer, and hands that out
 * anew each time, since an adapter can be opened once. It stays until the process ends.
 *
 * @throws ShadegradError as {@link openGpu}.
 * @example
 * ```ts
 * import { navigatorGpu } from '@shadegrad/core/node';
 *
 * const gpu = await navigatorGpu({ adapter: 'software' });
 * console.log(gpu.adapter.kind); // software
 * const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
 * console.log(adapter?.info.isFallbackAdapter); // true
 * ```
 */
export async function navigatorGpu(options: OpenGpuOptions = {}): Promise<NavigatorGpu> {
  const { found, reason } = await choose(options.adapter);
  const { instance, name, kind, driver, origin } = found;
  instances.push(instance);
  return {
    adapter: { name, kind, driver, origin, reason },
    adapterOptions: optionsFor(found, reason),
    wgslLanguageFeatures: instance.wgslLanguageFeatures,
    getPreferredCanvasFormat: () => instance.getPreferredCanvasFormat(),
    requestAdapter: async () => {
      const fresh = (await choose(options.adapter)).found;
      instances.push(fresh.instance);
      return fresh.adapter;
    },
  };
}
