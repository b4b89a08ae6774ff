// Dropout with its mask, number by number. Threefry is written as the paper's loop here, apart from the unrolled ones
// in WGSL and in core.

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

function threefry2x32(key: readonly [number, number], counter: readonly [number, number]): [number, number] {
  const keys = [key[0], key[1], key[0] ^ key[1] ^ 0x1bd11bda];
  let x = counter[0] + key[0];
  let y = counter[1] + key[1];
  for (let round = 0; round < 20; round++) {
    const rotation = ROTATIONS[round % 8] ?? NaN;
    x = (x + y) | 0;
    y = ((y << rotation) | ((y | 0) >>> (32 - rotation))) ^ x;
    if (round % 4 === 3) {
      const turn = (round + 1) / 4;
      x += keys[turn % 3] ?? NaN;
      y += (keys[(turn + 1) % 3] ?? NaN) + turn;
    }
  }
  return [x >>> 0, y >>> 0];
}

interface Draw {
  readonly purpose: number;
  readonly seed: number;
  readonly step: number;
}

/** Element i's number in [0, 1): word i mod 2 of the bits of (seed, purpose), (step, ⌊i / 2⌋), its upper 24 bits. */
export function dropoutUniform(i: number, { purpose, seed, step }: Draw): number {
  const bits = threefry2x32([seed, purpose], [step, Math.floor(i / 2)])[i % 2 === 0 ? 0 : 1];
  return Math.floor(bits / 256) / 2 ** 24;
}

/** An element is kept if its number is `rate` or more; `first` is the place of the first one in its batch. */
export function dropoutOracle(x: Float32Array, rate: number, draw: Draw, first = 0): Float64Array {
  return Float64Array.from(x, (value, i) =>
    dropoutUniform(first + i, draw) >= Math.fround(rate) ? value / (1 - rate) : 0,
  );
}
