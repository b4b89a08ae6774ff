// A four: open or closed, angular or round, in one go or with the stem on its own.

import type { DigitStyle } from './digit-style.js';

export const four: readonly DigitStyle[] = [
  // Open: an angle, then a stem that crosses its arm.
  {
    weight: 6,
    variants: [
      '36,4 30,28 22,54! 50,54 82,52 | 68,10 66,50 64,98',
      '28,8 24,32 22,58! 48,60 76,56 | 72,4 70,48 68,98',
      '44,2 32,28 16,56! 48,56 86,54 | 64,14 62,54 60,98',
    ],
  },
  // Open with a rounded bowl, in one go with the stem.
  {
    weight: 3,
    variants: [
      '26,6 22,30 28,50 50,50 70,38 | 74,4 70,50 66,98',
      '30,10 22,32 30,52 52,54 74,46 | 70,6 70,50 70,98',
      '20,10 20,36 32,48 54,46 76,34 | 80,6 74,50 64,98',
    ],
  },
  // Closed: down the slope, along the arm, down the stem from the top.
  {
    weight: 2,
    variants: [
      '62,3! 42,30 18,62! 50,63 86,62 | 62,3 62,50 62,98',
      '66,4! 40,34 14,66! 50,66 82,66 | 66,4 64,50 62,98',
    ],
  },
  // Closed and drawn in one go: arm back up to the top of the stem.
  {
    weight: 0.7,
    variants: [
      '66,8 44,26 24,50! 48,52 62,34 70,8! 66,52 60,98',
      '70,6 48,24 28,48! 52,52 66,36 74,10! 70,52 66,98',
    ],
  },
];
