// How many lanes lavapipe, Mesa's Vulkan on the CPU, computes with. It takes vectors of 256 bits also where the
// processor has 512, unless it is told; with 512 a training step takes about three fifths of the time on Zen 5.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { userCache } from './cache-folder.js';
import type { Environment } from './environment.js';

const WIDTH = 'LP_NATIVE_VECTOR_WIDTH';
const CACHE = 'MESA_SHADER_CACHE_DIR';

/**
 * Tells lavapipe, for as long as the process runs: Mesa reads its variable again whenever it compiles a kernel, and if the
 * width were another one by then, kernels would have fewer lanes than they were made for. Other drivers do not read it.
 */
export function setUpLavapipe(): void {
  Object.assign(process.env, lavapipeSettings());
}

/**
 * Vectors as wide as the processor computes well with, or as wide as the user's own `LP_NATIVE_VECTOR_WIDTH` says.
 *
 * Each width has its own folder of compiled kernels, because Mesa 25 takes from its cache what was compiled for another.
 */
export function lavapipeSettings(cpuInfo = '/proc/cpuinfo'): Environment {
  const width = process.env[WIDTH] || (hasFastWideVectors(cpuInfo) ? '512' : undefined);
  if (width === undefined) return {};
  const parent = process.env[CACHE] || userCache();
  const name = `lavapipe-${width}`;
  // A process that started this one may have told it.
  const isTold = parent === undefined || parent.endsWith(name);
  return { [WIDTH]: width, ...(!isTold && { [CACHE]: join(parent, name) }) };
}

/** VBMI2 came with Ice Lake and Zen 4. Older processors have AVX-512 too, but lower their clock for it. */
function hasFastWideVectors(cpuInfo: string): boolean {
  try {
    return /^flags\s*:.*\bavx512_vbmi2\b/m.test(readFileSync(cpuInfo, 'utf8'));
  } catch {
    return false;
  }
}
