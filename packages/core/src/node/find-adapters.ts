// The adapters that can be reached from Node, in two groups: those of the system's drivers, and the SwiftShader of an
// npm package, which is unpacked only when somebody asks for it.

import { isSoftwareAdapter } from '../runtime/gpu.js';
import { findAdapters, loadDawn, type DawnAdapter } from './dawn.js';
import type { Environment } from './environment.js';
import { setUpLavapipe } from './lavapipe.js';
import { swiftShader } from './swiftshader.js';
import { anyDriver, loadVulkanLoader, onlyDriver } from './vulkan.js';

export interface FoundAdapter extends DawnAdapter {
  /** For people: device and driver. */
  readonly name: string;
  readonly driver: string;
  readonly kind: 'hardware' | 'software';
  readonly origin: 'system driver' | 'SwiftShader of @sparticuz/chromium';
}

/**
 * The adapters of the system's drivers; on Linux, of one driver if `icdFile` names its description file.
 *
 * @throws ShadegradError `SHADEGRAD_NO_DAWN`.
 */
export async function findSystemAdapters(icdFile?: string): Promise<readonly FoundAdapter[]> {
  const create = await loadDawn();
  setUpLavapipe();
  if (process.platform === 'linux' && !(await loadAnyVulkanLoader())) return [];
  return (await findAdapters(create, icdFile ? onlyDriver(icdFile) : anyDriver())).map((adapter) =>
    describe(adapter, 'system driver'),
  );
}

/**
 * SwiftShader of `@sparticuz/chromium`.
 *
 * @throws ShadegradError `SHADEGRAD_NO_DAWN`, `SHADEGRAD_NO_SWIFTSHADER`.
 */
export async function findBundledAdapters(): Promise<readonly FoundAdapter[]> {
  const create = await loadDawn();
  const { icdFile, loader } = await swiftShader();
  if (!loadVulkanLoader()) loadVulkanLoader(loader);
  const environment: Environment = onlyDriver(icdFile);
  return (await findAdapters(create, environment)).map((adapter) =>
    describe(adapter, 'SwiftShader of @sparticuz/chromium'),
  );
}

/** Containers often have a GPU's driver but no loader; the one beside SwiftShader finds it too. */
async function loadAnyVulkanLoader(): Promise<boolean> {
  if (loadVulkanLoader()) return true;
  try {
    return loadVulkanLoader((await swiftShader()).loader);
  } catch {
    // Whoever asks for SwiftShader itself gets told why there is none.
    return false;
  }
}

function describe(found: DawnAdapter, origin: FoundAdapter['origin']): FoundAdapter {
  const { info } = found.adapter;
  const device = found.deviceName || info.device;
  const driver = driverName(info.description);
  return {
    ...found,
    name: driver === '' || driver.includes(device) ? driver || device : `${device} · ${driver}`,
    driver,
    kind: isSoftwareAdapter(info) ? 'software' : 'hardware',
    origin,
  };
}

/** Dawn's description names the driver at length: `llvmpipe: Mesa 25.0.7-2~bpo12+1 (LLVM 15.0.6) 0.0.1`. */
function driverName(description: string): string {
  return /Mesa \d+(?:\.\d+)*/.exec(description)?.[0] ?? description;
}
