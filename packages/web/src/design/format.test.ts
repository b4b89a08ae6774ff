import { expect, test } from 'vitest';
import { bytes, compact, count, duration, flops, loss, percent, rate, shape } from './format.js';

test.each([
  [count(60_000), '60,000'],
  [percent(0.97554), '97.55\u202f%'],
  [percent(undefined), '–'],
  [loss(0.04321), '0.0432'],
  [loss(12.3123), '12.31'],
  [loss(Number.NaN), 'not a number'],
  [rate(0.001), '0.001'],
  [rate(0.1 + 0.2), '0.3'],
  [bytes(320), '320\u202fB'],
  [bytes(4_685_824), '4.69\u202fMB'],
  [flops(71_600_000), '71.6\u202fMFLOP'],
  [compact(320), '320'],
  [compact(18_496), '18.5\u202fk'],
  [flops(0), '0\u202fFLOP'],
  [duration(7.4), '0:07'],
  [duration(3725), '1:02:05'],
  [duration(undefined), '–'],
  [shape([28, 28, 1]), '28×28×1'],
])('%s', (actual, expected) => {
  expect(actual).toBe(expected);
});
