// How people write digits: for each digit its common styles, and for each style a few variants between which hands lie.

import type { DigitStyle } from './digit-style.js';
import { eight } from './eight.js';
import { five } from './five.js';
import { four } from './four.js';
import { nine } from './nine.js';
import { one } from './one.js';
import { seven } from './seven.js';
import { six } from './six.js';
import { three } from './three.js';
import { two } from './two.js';
import { zero } from './zero.js';

/** Styles by digit, 0 to 9. */
export const digitStyles: readonly (readonly DigitStyle[])[] = [
  zero,
  one,
  two,
  three,
  four,
  five,
  six,
  seven,
  eight,
  nine,
];
