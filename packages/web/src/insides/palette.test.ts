import { expect, test } from 'vitest';
import { colorOf, scaleOf } from './palette.js';

test('a scale is signed where a value is negative', () => {
  expect(scaleOf([0, 2, 1])).toEqual({ isSigned: false, most: 2 });
  expect(scaleOf([-3, 2])).toEqual({ isSigned: true, most: 3 });
  expect(scaleOf([])).toEqual({ isSigned: false, most: 0 });
});

test('0 is black, the most is brightest, and signs have colours of their own', () => {
  const unsigned = { isSigned: false, most: 2 };
  expect([0, 1, 2, 5].map((value) => colorOf(value, unsigned)[0])).toEqual([0, 128, 255, 255]);
  const signed = { isSigned: true, most: 1 };
  expect(colorOf(0, signed)).toEqual([0, 0, 0]);
  const [red, , blue] = colorOf(0.6, signed);
  expect(red).toBeGreaterThan(blue);
  const [belowRed, , belowBlue] = colorOf(-0.6, signed);
  expect(belowBlue).toBeGreaterThan(belowRed);
});

test('what is no number stands out, and a layer of zeros is black', () => {
  expect(colorOf(Number.NaN, { isSigned: false, most: 1 })).toEqual([255, 0, 200]);
  expect(colorOf(0, { isSigned: false, most: 0 })).toEqual([0, 0, 0]);
});
