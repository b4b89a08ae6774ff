import { describe, expect, test } from 'vitest';
import { fileOrder, shuffledOrder } from './shuffle.js';

describe('shuffledOrder', () => {
  test.each([0, 1, 2, 17, 60_000])('is a permutation of %i examples', (count) => {
    const order = shuffledOrder(7, 3, count);
    expect(order).toHaveLength(count);
    expect(order.toSorted()).toEqual(fileOrder(count));
  });

  test('depends on the seed and on the epoch, and on nothing else', () => {
    expect(shuffledOrder(1, 0, 1000)).toEqual(shuffledOrder(1, 0, 1000));
    expect(shuffledOrder(1, 0, 1000)).not.toEqual(shuffledOrder(2, 0, 1000));
    expect(shuffledOrder(1, 0, 1000)).not.toEqual(shuffledOrder(1, 1, 1000));
  });

  test('makes all 24 orders of four examples equally often', () => {
    const draws = 24_000;
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < draws; epoch++) {
      const order = shuffledOrder(42, epoch, 4).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const expected = draws / 24;
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    // With 23 degrees of freedom, 49.7 is passed once in a thousand seeds.
    expect(chiSquare).toBeLessThan(49.7);
  });
});
