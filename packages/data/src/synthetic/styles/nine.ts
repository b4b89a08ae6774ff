// A nine: a round, flat or open loop on a straight, sloping or bent stem.

import type { DigitStyle } from './digit-style.js';

export const nine: readonly DigitStyle[] = [
  // A loop, then a nearly straight stem.
  {
    weight: 6,
    variants: [
      '70,18 54,6 36,14 28,34 38,50 56,44 68,26 70,14! 68,40 64,70 60,98',
      '72,14 54,4 34,16 28,38 40,52 60,44 70,26 72,12! 70,40 68,70 66,98',
      '66,20 50,8 34,18 30,38 42,48 56,42 66,28 70,12! 64,42 56,70 46,98',
    ],
  },
  // A loop, then a stem that bends.
  {
    weight: 4,
    variants: [
      '68,20 52,6 34,16 30,36 42,50 60,42 70,22 72,40 70,66 58,90 36,96',
      '72,18 54,4 34,14 28,36 42,50 62,44 72,22 74,44 70,72 54,92 28,92',
    ],
  },
  // Round loop, drawn from its middle right, stem straight down.
  {
    weight: 3,
    variants: [
      '64,42 44,48 32,34 38,14 56,6 68,18 68,34 64,56 60,78 56,98',
      '68,40 46,52 30,38 36,14 58,4 72,16 70,36 64,58 56,80 48,98',
      '70,44 44,58 16,44 20,16 52,4 78,14 82,38 78,60 74,80 70,98',
    ],
  },
  // A flat loop, pointed at its left, and a sloping stem.
  {
    weight: 3,
    variants: [
      '74,18 52,6 26,18 16,38 34,46 58,34 78,16! 72,44 62,72 52,98',
      '70,22 56,6 34,14 22,34 32,46 54,40 72,20! 66,46 58,72 50,98',
      '76,24 62,8 42,12 26,32 34,44 56,38 76,18! 74,44 70,72 68,98',
    ],
  },
  // The loop stays open at the top.
  {
    weight: 2,
    variants: [
      '58,8 40,12 28,30 36,46 54,44 68,26 72,10! 68,40 64,70 60,98',
      '50,10 34,16 26,34 36,48 56,44 68,30 74,12! 70,42 66,70 62,98',
    ],
  },
];
