// A browser's globals, as far as libraries look for them before they use WebGPU.

import { navigatorGpu } from '@shadegrad/core/node';
import { globals } from 'webgpu';

/**
 * Puts `navigator.gpu` and WebGPU's constants in place. Call it before the library is loaded, which may look at once.
 *
 * @param adapter Which adapter there is, as in `openGpu`.
 * @returns The adapter's name and kind, as shadegrad has them.
 */
export async function installBrowserGlobals(adapter: string | undefined): Promise<{
  readonly name: string;
  readonly kind: 'hardware' | 'software';
}> {
  const gpu = await navigatorGpu(adapter === undefined ? {} : { adapter });
  Object.assign(globalThis, globals);
  // Node 20 has no `navigator`, later ones one that cannot be assigned to.
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu, userAgent: `Node.js/${process.versions.node}`, hardwareConcurrency: 1 },
    configurable: true,
  });
  return gpu.adapter;
}
