// Reproducible numbers for tests.

/** Numbers in [0, 1), the same for the same seed (a 32-bit xorshift, warmed up). */
export function randomSequence(seed: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e3779b1) | 1) >>> 0;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  return next;
}

/** `length` f32 spread evenly over [low, high). */
export function randomFloats(length: number, seed: number, low = -1, high = 1): Float32Array<ArrayBuffer> {
  const next = randomSequence(seed);
  return Float32Array.from({ length }, () => low + (high - low) * next());
}

/** `length` integers from 0 to `end` − 1. */
export function randomIntegers(length: number, seed: number, end: number): Uint32Array<ArrayBuffer> {
  const next = randomSequence(seed);
  return Uint32Array.from({ length }, () => Math.floor(next() * end));
}

/** The numbers 0 to `length` − 1 in random order. */
export function randomOrder(length: number, seed: number): Uint32Array<ArrayBuffer> {
  const next = randomSequence(seed);
  const keys = Array.from({ length }, () => next());
  return Uint32Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
}
