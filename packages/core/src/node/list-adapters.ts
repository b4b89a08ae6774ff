// Everything that a program in Node could compute on, and what is in the way of the rest: for `shadegrad doctor`.

import { ShadegradError } from '../errors.js';
import type { AdapterDescription } from '../runtime/gpu.js';
import { findBundledAdapters, findSystemAdapters, type FoundAdapter } from './find-adapters.js';
import { openFound } from './open-gpu.js';
import { installedDrivers } from './vulkan.js';

/** An adapter that opens, or a driver that offers none. */
export type AdapterListing =
  | { readonly usable: true; readonly adapter: AdapterDescription }
  | {
      readonly usable: false;
      /** Of the adapter, or the path of the driver's description file. */
      readonly name: string;
      readonly origin: FoundAdapter['origin'];
      readonly why: string;
      readonly fix: string;
    };

/**
 * Every adapter that `openGpu` can reach, in the order in which it prefers them, then what cannot be used.
 *
 * @throws ShadegradError `SHADEGRAD_NO_DAWN` if npm's `webgpu` is missing or does not load.
 */
export async function listAdapters(): Promise<readonly AdapterListing[]> {
  const system = [...(await findSystemAdapters())].sort((a, b) => a.kind.localeCompare(b.kind));
  const listings = [];
  for (const found of system) listings.push(await tryToOpen(found));
  listings.push(...(await listBundled()), ...(await listIdleDrivers()));
  return listings;
}

async function listBundled(): Promise<readonly AdapterListing[]> {
  const origin = 'SwiftShader of @sparticuz/chromium';
  try {
    const listings = [];
    for (const found of await findBundledAdapters()) listings.push(await tryToOpen(found));
    return listings;
  } catch (error) {
    if (!(error instanceof ShadegradError)) throw error;
    return [{ usable: false, name: 'SwiftShader', origin, why: error.message, fix: error.fix }];
  }
}

/** Drivers are loaded one at a time, so that one which offers nothing is known by name. */
async function listIdleDrivers(): Promise<readonly AdapterListing[]> {
  if (process.platform !== 'linux') return [];
  const listings: AdapterListing[] = [];
  for (const name of installedDrivers()) {
    if ((await findSystemAdapters(name)).length > 0) continue;
    listings.push({
      usable: false,
      name,
      origin: 'system driver',
      why: 'it offers no adapter: there is no GPU for it, or Dawn finds the driver too old',
      fix: 'Nothing, unless this driver is for your GPU or is lavapipe (lvp): then update it. Mesa 25 is known to work.',
    });
  }
  return listings;
}

async function tryToOpen(found: FoundAdapter): Promise<AdapterListing> {
  const { name, origin } = found;
  try {
    const gpu = await openFound(found, 'listed');
    gpu.close();
    return { usable: true, adapter: gpu.adapter };
  } catch (error) {
    if (!(error instanceof ShadegradError)) throw error;
    return { usable: false, name, origin, why: error.message, fix: error.fix };
  }
}
