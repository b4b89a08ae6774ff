import { expect, test } from 'vitest';
import { passes } from './examples.js';

test('a few steps are one pass over the first images', () => {
  expect(passes(3, 128, 16_384)).toEqual([384]);
});

test('more steps than the images have batches are several passes', () => {
  expect(passes(300, 128, 16_384)).toEqual([16_384, 16_384, 44 * 128]);
});

test('as many steps as batches are one pass', () => {
  expect(passes(16, 1024, 16_384)).toEqual([16_384]);
});
