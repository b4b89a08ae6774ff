// Opens a GPU in Node: hardware first, then a software driver of the system, then the SwiftShader that comes with an
// npm package; and says what was chosen and why.

import { ShadegradError } from '../errors.js';
import { type AdapterOptions, openAdapter, type Gpu } from '../runtime/gpu.js';
import { findBundledAdapters, findSystemAdapters, type FoundAdapter } from './find-adapters.js';
import { freeMemory } from './free-memory.js';

export interface OpenGpuOptions {
  /**
   * `hardware`, `software`, or a part of an adapter's name, such as `nvidia` or `swiftshader`; case does not
   * matter. Default: hardware if there is any, else software.
   */
  readonly adapter?: string;
}

/** Dawn's instances go with the last reference to them, and take their devices along; so open ones are held here. */
const open = new Set<GPU>();

/**
 * Opens a GPU, on any Linux x64 machine at least a software one. Needs npm's `webgpu`, and `@sparticuz/chromium`
 * where the system has neither a GPU nor a software driver. The process ends when its work is done, closed or not.
 *
 * @throws ShadegradError `SHADEGRAD_NO_ADAPTER` if there is none of the kind asked for, `SHADEGRAD_ADAPTER_UNKNOWN` if
 * none has such a name, `SHADEGRAD_NO_DAWN` if npm's `webgpu` is missing, `SHADEGRAD_NO_DEVICE` if the adapter fails.
 * @example
 * ```ts
 * import { openGpu } from '@shadegrad/core/node';
 *
 * const gpu = await openGpu({ adapter: 'software' });
 * console.log(`${gpu.adapter.name}: ${gpu.adapter.reason}`);
 * gpu.close();
 * ```
 */
export async function openGpu(options: OpenGpuOptions = {}): Promise<Gpu> {
  const { found, reason } = await choose(options.adapter);
  const gpu = await openFound(found, reason);
  open.add(found.instance);
  return {
    ...gpu,
    close: () => {
      gpu.close();
      open.delete(found.instance);
    },
  };
}

/** Opens a device on an adapter that was found, and nothing else. */
export function openFound(found: FoundAdapter, reason: string): Promise<Gpu> {
  return openAdapter(found.adapter, optionsFor(found, reason));
}

/** What is known of an adapter that was found, and how Dawn is waited for. */
export function optionsFor({ name, driver, origin, kind }: FoundAdapter, reason: string): AdapterOptions {
  const memory = kind === 'software' ? { memory: freeMemory() } : {};
  return { waiting: 'sleep', known: { name, driver, origin, reason, ...memory } };
}

interface Choice {
  readonly found: FoundAdapter;
  readonly reason: string;
}

/** The adapter that these options mean, unopened, and why. */
export function choose(wanted: string | undefined): Promise<Choice> {
  switch (wanted?.toLowerCase()) {
    case undefined:
      return chooseAny();
    case 'hardware':
      return chooseHardware();
    case 'software':
      return chooseSoftware();
    default:
      return chooseByName(wanted ?? '');
  }
}

async function chooseAny(): Promise<Choice> {
  const system = await findSystemAdapters();
  const hardware = system.find(({ kind }) => kind === 'hardware');
  if (hardware) return { found: hardware, reason: 'the first hardware adapter' };
  if (system[0]) return { found: system[0], reason: 'no hardware adapter; a software driver is installed' };
  return chooseBundled('no adapter of the system that Dawn accepts');
}

async function chooseHardware(): Promise<Choice> {
  const system = await findSystemAdapters();
  const found = system.find(({ kind }) => kind === 'hardware');
  if (found) return { found, reason: 'hardware was asked for' };
  throw new ShadegradError(
    'SHADEGRAD_NO_ADAPTER',
    `No hardware adapter was found, only: ${listNames([...system, ...(await bundledIfAny())])}.`,
    'Install the graphics driver of your GPU, with Vulkan on Linux, or leave the choice of the adapter open.',
  );
}

async function chooseSoftware(): Promise<Choice> {
  const found = (await findSystemAdapters()).find(({ kind }) => kind === 'software');
  if (found) return { found, reason: 'a software adapter was asked for; this driver is installed' };
  return chooseBundled('a software adapter was asked for; no software driver is installed');
}

async function chooseByName(part: string): Promise<Choice> {
  const isWanted = ({ name }: FoundAdapter) => name.toLowerCase().includes(part.toLowerCase());
  const reason = `its name contains "${part}"`;
  const system = await findSystemAdapters();
  const ofSystem = system.find(isWanted);
  if (ofSystem) return { found: ofSystem, reason };
  const bundled = await bundledIfAny();
  const ofPackage = bundled.find(isWanted);
  if (ofPackage) return { found: ofPackage, reason };
  throw new ShadegradError(
    'SHADEGRAD_ADAPTER_UNKNOWN',
    `No adapter has "${part}" in its name. There are: ${listNames([...system, ...bundled])}.`,
    'Name one of these, or "software", or "hardware".',
  );
}

async function chooseBundled(reason: string): Promise<Choice> {
  let cause: unknown;
  try {
    const [found] = await findBundledAdapters();
    if (found) return { found, reason };
  } catch (error) {
    cause = error;
  }
  throw noAdapter(cause);
}

function noAdapter(cause: unknown): ShadegradError {
  const why = cause instanceof Error ? ` ${cause.message}` : '';
  const mend = cause instanceof ShadegradError ? ` Or: ${cause.fix}` : '';
  return new ShadegradError(
    'SHADEGRAD_NO_ADAPTER',
    `No GPU adapter was found on this machine, nor a software one.${why}`,
    `Install a graphics driver; on Linux without a GPU, Mesa 25 or later ("mesa-vulkan-drivers").${mend}`,
    { cause },
  );
}

/** For messages: what the package offers, where it offers anything. */
async function bundledIfAny(): Promise<readonly FoundAdapter[]> {
  try {
    return await findBundledAdapters();
  } catch (error) {
    if (error instanceof ShadegradError) return [];
    throw error;
  }
}

function listNames(adapters: readonly FoundAdapter[]): string {
  return adapters.length === 0 ? 'none' : adapters.map(({ name }) => name).join('; ');
}
