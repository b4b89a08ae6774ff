// A six: a bow or a nearly straight stem into a loop that is small, wide or curled.

import type { DigitStyle } from './digit-style.js';

export const six: readonly DigitStyle[] = [
  // A bow down from the top, closed below.
  {
    weight: 6,
    variants: [
      '60,3 42,20 28,46 24,72 34,92 52,96 68,84 70,66 56,54 38,62 21,80',
      '66,4 44,22 28,50 22,74 30,92 48,97 66,88 72,70 62,56 42,58 19,76',
      '54,2 38,22 28,46 26,70 34,90 50,97 66,90 72,74 62,62 44,62 23,80',
      '44,2 30,20 20,44 16,70 28,92 54,97 80,86 82,58 58,44 32,52 14,72',
    ],
  },
  // Nearly straight stem, small loop.
  {
    weight: 3,
    variants: [
      '46,2 38,24 32,48 30,72 36,90 50,96 64,88 66,74 56,66 42,70 27,84',
      '40,2 34,26 30,50 30,74 38,92 54,97 68,88 70,72 58,62 42,66 26,82',
    ],
  },
  // A slope down to the left, then a wide, flat loop that ends on the base.
  {
    weight: 3,
    variants: [
      '52,3 36,24 22,48 14,74 22,92 48,96 76,86 84,70 68,60 48,70 40,92',
      '40,2 28,26 20,50 18,76 28,94 50,97 72,88 80,70 66,58 46,70 42,94',
      '66,3 44,24 24,50 14,78 26,95 52,95 78,80 82,66 64,62 44,76 34,95',
    ],
  },
  // Wide and curled, the loop's end inside.
  {
    weight: 2,
    variants: [
      '72,8 50,8 32,26 22,54 26,82 46,96 68,90 78,70 66,54 46,56 36,74',
      '76,14 56,6 36,20 24,48 24,78 42,96 66,92 80,74 72,56 52,52 34,66',
    ],
  },
];
