// Threefry-2x32 with 20 rounds, a counter-based random generator: the same bits as threefry.wgsl in
// packages/shaders. A number depends on its key and counter alone, so a resumed run draws what an uninterrupted one
// would have drawn, and nothing has to be kept but the seed.

const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/**
 * Fills `out` with the 64 random bits that belong to a key and a counter.
 *
 * All words are unsigned 32-bit integers. Here the key is (seed, purpose) and the counter (step, index); `purposes.ts`
 * names the purposes. The result goes into an array that the caller brings, so that a hot loop makes no garbage.
 * Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3 (SC 2011).
 *
 * @example
 * ```ts
 * import { threefry2x32 } from '@shadegrad/core';
 *
 * const words = new Uint32Array(2);
 * threefry2x32(0, 0, 0, 0, words);
 * console.log(words[0].toString(16)); // 6b200159
 * ```
 */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
): void {
  // The third key word is the parity of the other two; the constant keeps an all-zero key from being all zero.
  const key2 = key0 ^ key1 ^ 0x1bd11bda;
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;

  // Twenty rounds, written out four at a time: add, rotate, mix. After every four, the key's next words go in.
  x = (x + y) | 0;
  y = rotate(y, 13) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 15) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 26) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 6) ^ x;
  x = (x + key1) | 0;
  y = (y + key2 + 1) | 0;

  x = (x + y) | 0;
  y = rotate(y, 17) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 29) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 16) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 24) ^ x;
  x = (x + key2) | 0;
  y = (y + key0 + 2) | 0;

  x = (x + y) | 0;
  y = rotate(y, 13) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 15) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 26) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 6) ^ x;
  x = (x + key0) | 0;
  y = (y + key1 + 3) | 0;

  x = (x + y) | 0;
  y = rotate(y, 17) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 29) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 16) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 24) ^ x;
  x = (x + key1) | 0;
  y = (y + key2 + 4) | 0;

  x = (x + y) | 0;
  y = rotate(y, 13) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 15) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 26) ^ x;
  x = (x + y) | 0;
  y = rotate(y, 6) ^ x;

  out[0] = x + key2;
  out[1] = y + key0 + 5;
}

/** Uniform in [0, 1): the upper 24 bits times 2⁻²⁴, exact in f32 and never 1. The same as in `threefry.wgsl`. */
export function uniformFromBits(bits: number): number {
  return (bits >>> 8) * 2 ** -24;
}
