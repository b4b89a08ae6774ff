// Opens a device on a GPU that the caller hands in: `navigator.gpu` in a browser, Dawn's in Node. Core reads no
// globals, so importing it is safe everywhere; everything after this file sees a `Gpu` and never an adapter.

import { ShadegradError } from '../errors.js';

/** What a run was made on. Plain data: it goes into a run's config.json. */
export interface AdapterDescription {
  /** For people: `llvmpipe (LLVM 15.0.6, 256 bits) · Mesa 25.0.7`. */
  readonly name: string;
  readonly vendor: string;
  readonly architecture: string;
  /** The driver and its version as far as the adapter tells; may be empty. */
  readonly driver: string;
  /** `software` computes on the CPU. */
  readonly kind: 'hardware' | 'software';
  /** Where the adapter comes from: `browser`, `system driver`, `SwiftShader of @sparticuz/chromium`. */
  readonly origin: string;
  /** Why this adapter was chosen. */
  readonly reason: string;
  /** Optional WebGPU features that the device has, sorted. */
  readonly features: readonly string[];
  /** The device's limits, under WebGPU's names. */
  readonly limits: Readonly<Record<string, number>>;
  /** Bytes that buffers can take, where that is known: a software adapter has what the machine had left when it was opened. */
  readonly memory?: number;
  /** Lanes that run in step, as a range; absent where the adapter does not say. */
  readonly subgroupSize?: readonly [smallest: number, largest: number];
}

/** An open device, and what is known about it. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
  /**
   * How to wait for submitted work. `await`: await it. `sleep`: while a promise is pending, this implementation
   * polls on the JavaScript thread, which takes a core from a software adapter; so make no promise before most
   * of the expected time has passed in a timer.
   */
  readonly waiting: 'await' | 'sleep';
  /** Destroys the device and all its buffers. Harmless when called twice. */
  close(): void;
}

export interface AdapterOptions {
  /** What the caller knows better than WebGPU tells. */
  readonly known?: Partial<Pick<AdapterDescription, 'name' | 'driver' | 'origin' | 'reason' | 'memory'>>;
  /** Default: `await`. */
  readonly waiting?: Gpu['waiting'];
}

/** An implementation of WebGPU: a browser's `navigator.gpu`, or what stands in for it and knows more than WebGPU tells. */
export interface GpuSource extends Pick<GPU, 'requestAdapter'> {
  readonly adapterOptions?: AdapterOptions;
}

export interface GpuOptions extends AdapterOptions {
  /** Which adapter the implementation should prefer where it has several. Default: `high-performance`. */
  readonly powerPreference?: GPUPowerPreference;
}

/** Used where present; nothing requires them. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query'];

/** Raised from WebGPU's defaults to what the adapter has. */
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** What a plan may ask about, beyond the limits that are raised. */
const DESCRIBED_LIMITS = [
  ...WANTED_LIMITS,
  'maxBindGroups',
  'maxBindingsPerBindGroup',
  'maxUniformBufferBindingSize',
  'maxSampledTexturesPerShaderStage',
  'maxTextureDimension2D',
  'minStorageBufferOffsetAlignment',
  'minUniformBufferOffsetAlignment',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/**
 * Opens the best adapter of `gpu`, with subgroups, f16 and timestamp queries where it has them and with its own
 * limits for buffers and workgroups in place of WebGPU's small defaults.
 *
 * @param gpu `navigator.gpu`, which browsers without WebGPU, and pages that came by plain http, lack.
 * @throws ShadegradError `SHADEGRAD_NO_WEBGPU`, `SHADEGRAD_NO_ADAPTER` if there is none, `SHADEGRAD_NO_DEVICE` if it cannot be
 *   opened.
 * @example
 * ```ts no-run
 * const gpu = await requestGpu(navigator.gpu);
 * console.log(gpu.adapter.name);
 * gpu.close();
 * ```
 */
export async function requestGpu(gpu: GpuSource | undefined, options: GpuOptions = {}): Promise<Gpu> {
  if (gpu === undefined) {
    throw new ShadegradError(
      'SHADEGRAD_NO_WEBGPU',
      'There is no WebGPU here.',
      'Use a browser that has it, such as a current Chrome, Edge, Safari or Firefox, and open the page by https or on localhost.',
    );
  }
  const { powerPreference = 'high-performance', ...rest } = options;
  const adapter = await gpu.requestAdapter({ powerPreference });
  if (!adapter) {
    throw new ShadegradError(
      'SHADEGRAD_NO_ADAPTER',
      'This WebGPU implementation has no adapter.',
      'Update the browser and the graphics driver, and switch hardware acceleration on in the browser’s settings.',
    );
  }
  return openAdapter(adapter, { ...gpu.adapterOptions, ...rest });
}

/**
 * Opens an adapter that has been chosen already. An adapter can be opened once.
 *
 * @throws ShadegradError `SHADEGRAD_NO_DEVICE` if it cannot be opened.
 */
export async function openAdapter(adapter: GPUAdapter, options: AdapterOptions = {}): Promise<Gpu> {
  const { known = {}, waiting = 'await' } = options;
  const device = await requestDevice(adapter);
  return {
    device,
    adapter: describe(adapter, device, known),
    waiting,
    close: () => device.destroy(),
  };
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice({
      requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    });
  } catch (cause) {
    throw new ShadegradError(
      'SHADEGRAD_NO_DEVICE',
      `The adapter ${adapterName(adapter.info)} does not open: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Close other programs that use the GPU and try again; if it stays so, update the graphics driver.',
      { cause },
    );
  }
}

function describe(
  adapter: GPUAdapter,
  device: GPUDevice,
  known: NonNullable<AdapterOptions['known']>,
): AdapterDescription {
  const { info } = adapter;
  return {
    name: adapterName(info),
    vendor: info.vendor,
    architecture: info.architecture,
    driver: '',
    kind: isSoftwareAdapter(info) ? 'software' : 'hardware',
    origin: 'browser',
    reason: 'the implementation’s own choice',
    ...known,
    features: [...device.features].sort(),
    limits: Object.fromEntries(DESCRIBED_LIMITS.map((limit) => [limit, device.limits[limit]])),
    ...(info.subgroupMaxSize ? { subgroupSize: [info.subgroupMinSize, info.subgroupMaxSize] } : {}),
  };
}

/** Browsers blank out what would single a person out, so take the most telling words that are left. */
function adapterName(info: GPUAdapterInfo): string {
  const family = [info.vendor, info.architecture].filter((word) => word !== '').join(' ');
  return info.description || info.device || family || 'unnamed adapter';
}

/** Whether an adapter computes on the CPU. */
export function isSoftwareAdapter(info: GPUAdapterInfo): boolean {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || /swiftshader|llvmpipe|software|basic render|\bwarp\b/i.test(words);
}
