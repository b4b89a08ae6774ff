// A three: two bows that meet in a point, a loop or softly; with a flat top, curled ends, or bows of unequal size.

import type { DigitStyle } from './digit-style.js';

export const three: readonly DigitStyle[] = [
  // Two round bows that meet in a point.
  {
    weight: 6,
    variants: [
      '24,14 42,3 64,8 70,24 58,40 40,46! 62,52 76,68 68,88 46,97 22,88',
      '28,10 46,4 62,12 64,28 54,42 42,46! 58,50 70,64 66,86 46,96 24,92',
      '20,18 38,4 62,4 74,20 64,38 42,46! 68,50 84,70 72,92 44,98 16,84',
      '30,20 40,6 70,6 78,20 56,38 36,46! 56,48 72,60 66,82 40,96 10,86',
    ],
  },
  // A small loop in the middle, or a soft meeting.
  {
    weight: 3,
    variants: [
      '24,16 40,4 62,8 70,24 58,40 42,48 40,44 56,46 74,64 68,86 46,96 22,90',
      '26,12 44,4 64,12 66,30 52,44 36,50 38,42 58,46 72,62 64,86 42,96 20,90',
    ],
  },
  // Both ends curled in.
  {
    weight: 2,
    variants: [
      '28,26 22,14 40,3 64,8 70,24 58,40 40,46! 62,52 76,68 68,88 46,97 24,90 24,76',
      '30,28 26,12 46,4 64,14 64,30 54,42 42,46! 60,50 72,66 66,86 46,96 28,90 32,76',
    ],
  },
  // The lower bow large and hanging, or small and tight.
  {
    weight: 2,
    variants: [
      '16,16 34,3 56,6 60,22 48,36 34,42! 62,42 82,58 80,82 52,97 14,92',
      '30,22 46,4 74,8 80,28 66,46 46,54! 60,56 68,70 60,88 40,97 20,88',
    ],
  },
  // Flat top.
  {
    weight: 2,
    variants: [
      '22,6 50,5 76,5! 60,24 46,40! 66,44 78,62 70,86 48,97 22,90',
      '26,8 48,6 70,4! 58,22 44,38! 64,44 74,64 66,88 44,96 24,94',
    ],
  },
];
