// What happens to gradients before the update.

import { accumulateGradients } from '../../optimizers/accumulate-gradients.js';
import { clipByGlobalNorm } from '../../optimizers/clip-by-global-norm.js';
import type { KernelCase } from '../kernel-case.js';
import { globalNormOracle } from '../oracles/global-norm-oracle.js';
import { randomFloats } from '../random.js';
import { poisonedFloats, runKernel } from '../run-kernel.js';

/** What clipping leaves of the gradients. */
export async function clipped(
  device: GPUDevice,
  gradients: Float32Array,
  maxNorm: number,
): Promise<Float32Array> {
  const { measure, clip, partsLength } = clipByGlobalNorm({ length: gradients.length, maxNorm });
  const after = gradients.slice();
  const parts = poisonedFloats(partsLength);
  await runKernel(device, measure, { gradients: after, parts });
  await runKernel(device, clip, { gradients: after, parts });
  return after;
}

export const clippingCases: readonly KernelCase[] = [
  { length: 4, scale: 1 },
  { length: 68, scale: 1 },
  { length: 4096 + 4, scale: 3 },
  { length: 300_004, scale: 1e-3 },
  // Squares of these are no f32 any more.
  { length: 132, scale: 1e30 },
  { length: 132, scale: 1e-30 },
].map(({ length, scale }) => ({
  kernel: 'clip by global norm',
  name: `${length} gradients of about ${scale}`,
  async run(device) {
    const gradients = randomFloats(length, 1).map((value) => value * scale);
    const norm = globalNormOracle(gradients);
    const maxNorm = norm / 3;
    const expected = Float64Array.from(gradients, (gradient) => (gradient * maxNorm) / norm);
    const actual = await clipped(device, gradients, maxNorm);
    return [{ what: 'gradients', actual, expected, tolerance: { absolute: 0, relative: 1e-6 } }];
  },
}));

export const accumulationCases: readonly KernelCase[] = [4, 256, 1028].map((length) => ({
  kernel: 'accumulate gradients',
  name: `${length} gradients of three micro-batches`,
  async run(device) {
    const parts = [1, 2, 3].map((seed) => randomFloats(length, seed));
    const total = poisonedFloats(length);
    for (const [microBatch, gradients] of parts.entries()) {
      await runKernel(device, accumulateGradients({ length }), { gradients, total }, { microBatch });
    }
    const expected = Float64Array.from({ length }, (_, i) =>
      parts.reduce((sum, part) => sum + (part[i] ?? NaN), 0),
    );
    return [{ what: 'total', actual: total, expected }];
  },
}));
