import { expect, test } from 'vitest';
import { quantile, ratios, summarize } from './statistics.js';

test('the median of an even count lies between the two in the middle', () => {
  expect(summarize([4, 1, 3, 2])).toEqual({ median: 2.5, lowest: 1, highest: 4 });
});

test('one value is its own median and spread', () => {
  expect(summarize([7])).toEqual({ median: 7, lowest: 7, highest: 7 });
});

test('the 90 % quantile of 0 to 10 is 9', () => {
  expect(
    quantile(
      Array.from({ length: 11 }, (_, i) => i),
      0.9,
    ),
  ).toBe(9);
});

test('a machine that is half as fast in one round leaves the ratio as it is', () => {
  expect(ratios([10, 5, 10], [2, 1, 2])).toEqual({ median: 5, lowest: 5, highest: 5 });
});

test('no values have no median', () => {
  expect(() => summarize([])).toThrow(RangeError);
});
