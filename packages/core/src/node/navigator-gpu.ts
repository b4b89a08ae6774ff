// WebGPU as a browser offers it, for libraries that were written for browsers and look for `navigator.gpu`: they
// open their own device, on the adapter that `openGpu` would have chosen.

import { choose, type OpenGpuOptions } from './open-gpu.js';

/** The part of `navigator.gpu` that computes. */
export type NavigatorGpu = Pick<GPU, 'requestAdapter' | 'wgslLanguageFeatures' | 'getPreferredCanvasFormat'>;

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
 * const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
 * console.log(adapter?.info.isFallbackAdapter); // true
 * ```
 */
export async function navigatorGpu(options: OpenGpuOptions = {}): Promise<NavigatorGpu> {
  const { instance } = (await choose(options.adapter)).found;
  instances.push(instance);
  return {
    wgslLanguageFeatures: instance.wgslLanguageFeatures,
    getPreferredCanvasFormat: () => instance.getPreferredCanvasFormat(),
    requestAdapter: async () => {
      const { found } = await choose(options.adapter);
      instances.push(found.instance);
      return found.adapter;
    },
  };
}
