import { expect, test } from 'vitest';
import { figure } from './figure.js';

test.each([
  [0, '0.000'],
  [-0.25, '−0.250'],
  [1234.56, '1234.6'],
  [0.000123, '0.00012'],
  [-1.5e-9, '−1.5e-9'],
  [Number.NaN, 'not a number'],
])('%s', (value, text) => {
  expect(figure(value)).toBe(text);
});
