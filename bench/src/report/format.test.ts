import { expect, test } from 'vitest';
import { formatMebibytes, formatNumber, formatRatio, formatSummary } from './format.js';

test.each([
  [1234.5, '1,235'],
  [412.3, '412'],
  [41.23, '41.2'],
  [4.123, '4.12'],
  [0.0421, '0.04'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('a spread follows the median unless all values are the same', () => {
  expect(formatSummary({ median: 412, lowest: 398, highest: 430 })).toBe('412 (398–430)');
  expect(formatSummary({ median: 412, lowest: 412, highest: 412 })).toBe('412');
  expect(formatRatio({ median: 1.84, lowest: 1.8, highest: 1.91 })).toBe('1.84 × (1.80–1.91)');
});

test('bytes are mebibytes', () => {
  expect(formatMebibytes(96_888_422)).toBe('92.4 MiB');
});
