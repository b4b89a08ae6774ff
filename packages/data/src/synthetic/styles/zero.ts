// A zero: closed, with overlapping or open ends, or with its end inside.

import type { DigitStyle } from './digit-style.js';

export const zero: readonly DigitStyle[] = [
  // Closed oval, begun at the top.
  {
    weight: 6,
    variants: [
      '52,3 30,12 19,50 30,88 50,97 70,88 81,50 70,12 50,3',
      '56,4 34,20 22,58 32,90 48,97 66,82 78,44 72,14 54,3',
      '48,6 22,22 12,52 24,84 50,95 78,80 88,50 76,18 46,6',
    ],
  },
  // Ends that overlap or stay apart.
  {
    weight: 3,
    variants: [
      '66,10 44,6 24,28 20,62 34,92 56,94 74,72 78,36 62,10 44,12',
      '40,4 28,18 18,46 24,80 46,96 68,88 80,58 74,24 58,8 46,14',
      '72,18 52,4 28,18 18,54 32,90 54,96 76,76 84,44 76,14 58,2',
    ],
  },
  // The end runs into the oval, or across it.
  {
    weight: 1,
    variants: [
      '56,10 34,16 20,48 30,86 52,96 74,78 80,42 68,12 52,8 44,24 50,40',
      '62,6 38,10 22,44 28,84 50,97 72,82 80,46 74,16 64,20 50,44 36,66',
    ],
  },
];
