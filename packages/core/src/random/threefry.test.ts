import { describe, expect, test } from 'vitest';
import { threefry2x32, uniformFromBits } from './threefry.js';

describe('threefry2x32', () => {
  // The known answers that Random123 publishes in its file kat_vectors ("threefry2x32 20").
  test.each([
    { key: [0, 0], counter: [0, 0], answer: [0x6b200159, 0x99ba4efe] },
    {
      key: [0xffffffff, 0xffffffff],
      counter: [0xffffffff, 0xffffffff],
      answer: [0x1cb996fc, 0xbb002be7],
    },
    {
      key: [0x13198a2e, 0x03707344],
      counter: [0x243f6a88, 0x85a308d3],
      answer: [0xc4923a9c, 0x483df7a0],
    },
  ] as const)('answers $answer for key $key and counter $counter', ({ key, counter, answer }) => {
    const words = new Uint32Array(2);
    threefry2x32(key[0], key[1], counter[0], counter[1], words);
    expect([...words]).toEqual(answer);
  });
});

test('a uniform number lies in [0, 1), is exact in f32 and uses the upper bits', () => {
  expect(uniformFromBits(0)).toBe(0);
  expect(uniformFromBits(255)).toBe(0);
  expect(uniformFromBits(0x80000000)).toBe(0.5);
  expect(uniformFromBits(0xffffffff)).toBe(Math.fround(1 - 2 ** -24));
  expect(uniformFromBits(0xffffffff)).toBeLessThan(1);
});
