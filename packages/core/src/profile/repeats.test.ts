import { expect, test } from 'vitest';
import { repeatsFor } from './repeats.js';

test.each([
  { seconds: 1, repeats: 1 },
  { seconds: 0.05, repeats: 1 },
  { seconds: 0.03, repeats: 2 },
  { seconds: 0.001, repeats: 50 },
  { seconds: 1e-9, repeats: 1000 },
  { seconds: 0, repeats: 1000 },
  { seconds: -1, repeats: 1000 },
])('work of $seconds s is done $repeats times to last 0.05 s', ({ seconds, repeats }) => {
  expect(repeatsFor(seconds, 0.05)).toBe(repeats);
});
