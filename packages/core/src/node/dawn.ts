// Dawn's Node binding, npm's `webgpu`: an optional peer, so it is loaded only when a GPU is asked for.

import { ShadegradError } from '../errors.js';
import { withoutDriverNoise } from './driver-noise.js';
import { withEnvironment, type Environment } from './environment.js';

/**
 * Makes an instance of Dawn. Spelt out, because the types of `webgpu` bring their own declarations of WebGPU, which
 * clash with those of TypeScript's DOM library in the project of whoever uses this package.
 */
export type CreateDawn = (options: string[]) => GPU;

/** An adapter that can be opened, and the instance of Dawn it belongs to, which must outlive it. */
export interface DawnAdapter {
  readonly instance: GPU;
  readonly adapter: GPUAdapter;
  /** The driver's name of the device: `NVIDIA H200`, `llvmpipe (LLVM 15.0.6, 256 bits)`. */
  readonly deviceName: string;
}

const BACKENDS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'metal',
  linux: 'vulkan',
  win32: 'd3d12',
};

/** Dawn rounds timestamps to 65 µs, which keeps web pages from spying; a profile in Node wants them as they are. */
const EXACT_TIMESTAMPS = 'disable-dawn-features=timestamp_quantization';

/** The graphics interface that Dawn uses on this platform. */
export const backend = BACKENDS[process.platform] ?? 'vulkan';

/** @throws ShadegradError `SHADEGRAD_NO_DAWN` if npm's `webgpu` is missing or does not load. */
export async function loadDawn(): Promise<CreateDawn> {
  try {
    const { create } = await import('webgpu');
    return create;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND') {
      throw new ShadegradError(
        'SHADEGRAD_NO_DAWN',
        'The npm package "webgpu" (Dawn), through which Node reaches a GPU, is not installed.',
        'Run "npm install webgpu".',
        { cause },
      );
    }
    throw new ShadegradError(
      'SHADEGRAD_NO_DAWN',
      `The npm package "webgpu" (Dawn) does not load here: ${cause instanceof Error ? cause.message : String(cause)}`,
      'It runs on Linux with glibc (x64, arm64), macOS and Windows; elsewhere, train in a browser.',
      { cause },
    );
  }
}

/**
 * The adapters that Dawn finds while `environment` is in force. Adapters of the same name count as one.
 *
 * Dawn takes an adapter by name only, and lists the names in the message with which it refuses an unknown one.
 */
export async function findAdapters(
  create: CreateDawn,
  environment: Environment,
): Promise<readonly DawnAdapter[]> {
  const request = (deviceName: string) => {
    const instance = create([`backend=${backend}`, `adapter=${deviceName}`, EXACT_TIMESTAMPS]);
    // Dawn searches for drivers inside this call, not in the promise that it returns.
    const adapter = withEnvironment(environment, () => withoutDriverNoise(() => instance.requestAdapter()));
    return { instance, adapter };
  };

  const listing = await request('?').adapter.then(
    () => '',
    (refusal: unknown) => String(refusal),
  );
  const names = new Set([...listing.matchAll(/name: '(.*)'$/gm)].map((match) => match[1] ?? ''));

  const found: DawnAdapter[] = [];
  for (const deviceName of names) {
    const { instance, adapter } = request(deviceName);
    const opened = await adapter.catch(() => null);
    if (opened) found.push({ instance, adapter: opened, deviceName });
  }
  return found;
}
