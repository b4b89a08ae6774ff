import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

const draws = (random: Random, count: number, draw: (random: Random) => number): number[] =>
  Array.from({ length: count }, () => draw(random));

describe('Random', () => {
  it('agrees with sfc32 computed with big integers', () => {
    let [a, b, c, counter] = [1n, 2n, 3n, 4n];
    const next = (): bigint => {
      const sum = BigInt.asUintN(32, a + b + counter);
      counter = BigInt.asUintN(32, counter + 1n);
      a = b ^ (b >> 9n);
      b = BigInt.asUintN(32, c + (c << 3n));
      c = BigInt.asUintN(32, BigInt.asUintN(32, (c << 21n) | (c >> 11n)) + sum);
      return sum;
    };
    for (let round = 0; round < 16; round++) next();
    const random = new Random([1, 2, 3, 4]);
    for (let draw = 0; draw < 1_000; draw++) expect(random.between(0, 2 ** 32)).toBe(Number(next()));
  });

  it('gives other numbers for every key', () => {
    const keys = [0, 1, 2, 3].flatMap((word) =>
      [1, 2, -1, 2 ** 31].map((value): [number, number, number, number] => {
        const key: [number, number, number, number] = [0, 0, 0, 0];
        key[word] = value;
        return key;
      }),
    );
    const firsts = keys.map((key) => new Random(key).between(0, 1));
    expect(new Set(firsts).size).toBe(keys.length);
  });

  it('draws bells with the mean and deviation asked for', () => {
    const values = draws(new Random([9, 9, 9, 9]), 20_000, (random) => random.bell(2));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // Five standard errors: 2 / √20,000 of the mean, about 0.02 of the deviation.
    expect(Math.abs(mean)).toBeLessThan(0.07);
    expect(Math.abs(Math.sqrt(variance) - 2)).toBeLessThan(0.05);
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(7);
  });

  it('picks by weight', () => {
    const random = new Random([1, 1, 1, 1]);
    const items = [
      { weight: 3, name: 'often' },
      { weight: 1, name: 'seldom' },
      { weight: 0, name: 'never' },
    ];
    const names = Array.from({ length: 8_000 }, () => random.pick(items).name);
    expect(names.filter((name) => name === 'seldom').length / 8_000).toBeCloseTo(0.25, 1);
    expect(names).not.toContain('never');
  });
});
