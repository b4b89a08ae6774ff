// A seven: plain or rounded, with a tick, with a stroke through its stem, or both.

import type { DigitStyle } from './digit-style.js';

export const seven: readonly DigitStyle[] = [
  // Bar, sharp turn, stem.
  {
    weight: 6,
    variants: [
      '20,12 46,10 74,8! 62,36 52,66 44,98',
      '22,8 46,8 78,6! 62,32 46,64 34,98',
      '18,18 44,12 70,8! 64,36 58,66 54,98',
    ],
  },
  // Rounded shoulder.
  {
    weight: 3,
    variants: [
      '18,18 42,8 66,8 72,24 58,60 48,98',
      '20,12 46,6 70,6 74,20 62,58 56,98',
      '18,22 40,14 66,12 74,24 64,60 58,98',
    ],
  },
  // With a tick at the beginning of the bar.
  {
    weight: 4,
    variants: ['16,40 22,10! 48,9 78,7! 66,36 58,66 54,98', '18,32 22,14! 48,12 74,10! 62,38 54,66 50,98'],
  },
  // With a stroke through the stem.
  {
    weight: 3,
    variants: [
      '20,10 46,8 76,6! 62,36 50,66 42,98 | 36,52 56,50 78,48',
      '22,14 48,8 74,8! 60,38 48,68 38,98 | 30,54 52,54 74,52',
      '30,14 50,10 70,6! 60,36 52,66 46,98 | 30,52 52,50 74,46',
    ],
  },
  // Tick and rounded shoulder.
  {
    weight: 2,
    variants: ['18,36 22,14 42,8 66,10 72,24 62,58 54,98', '22,28 20,12 44,12 70,6 76,18 60,56 44,98'],
  },
  // With both.
  {
    weight: 1,
    variants: [
      '18,28 22,10! 48,8 76,7! 64,36 54,66 48,98 | 34,52 56,50 80,46',
      '22,34 20,12! 46,10 72,8! 62,38 54,68 50,98 | 32,56 54,52 74,50',
    ],
  },
];
