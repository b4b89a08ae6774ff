// A one: a stroke, with a flag, with a flag and a foot.

import type { DigitStyle } from './digit-style.js';

export const one: readonly DigitStyle[] = [
  // A stroke.
  {
    weight: 10,
    variants: ['50,2 50,34 50,66 50,98', '53,2 51,34 49,66 48,98', '48,2 51,34 52,66 50,98'],
  },
  // With a flag.
  {
    weight: 2,
    variants: ['34,24 46,12 54,2! 53,50 52,98', '26,30 42,20 54,2! 54,50 54,98'],
  },
  // With a flag and a foot.
  {
    weight: 1,
    variants: [
      '32,24 44,14 52,3! 52,50 52,95 | 26,96 52,95 78,95',
      '36,18 44,12 50,4! 50,50 50,96 | 32,97 50,96 70,95',
    ],
  },
];
