import { expect, test } from 'vitest';
import { indexOf, mapsOf, placeOfLargest, withinMaps } from './maps.js';

test('pictures have a map for each channel', () => {
  const maps = mapsOf([4, 3, 2]);
  expect(maps).toEqual({ height: 4, width: 3, channels: 2, length: 24, isVector: false });
  expect(indexOf(maps, { y: 1, x: 2, channel: 1 })).toBe(11);
  expect(withinMaps(maps, { y: 9, x: -1, channel: 5 })).toEqual({ y: 3, x: 0, channel: 1 });
});

test('vectors have one picture, which may have pixels left over', () => {
  expect(mapsOf([10])).toEqual({ height: 1, width: 10, channels: 1, length: 10, isVector: true });
  const maps = mapsOf([50]);
  expect(maps).toEqual({ height: 5, width: 10, channels: 1, length: 50, isVector: true });
  const uneven = mapsOf([51]);
  expect(uneven.height * uneven.width).toBeGreaterThanOrEqual(51);
  const last = withinMaps(uneven, { y: 99, x: 99, channel: 0 });
  expect(indexOf(uneven, last)).toBe(50);
});

test('the largest value is found again', () => {
  const maps = mapsOf([2, 2, 3]);
  const values = new Float32Array(12);
  values[7] = 5;
  const place = placeOfLargest(maps, values);
  expect(place).toEqual({ y: 1, x: 0, channel: 1 });
  expect(indexOf(maps, place)).toBe(7);
});
