import { describe, expect, it } from 'vitest';
import * as format from './format.js';

describe('numbers as people read them', () => {
  it.each([
    [0, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00 s'],
    [92, '1 min 32 s'],
    [3599.4, '59 min 59 s'],
    [3599.9, '1 h 00 min'],
    [7500, '2 h 05 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(format.formatDuration(seconds)).toBe(text);
  });

  it.each([
    [41, '0:41'],
    [59.7, '1:00'],
    [7510, '2:05:10'],
    [-3, '0:00'],
  ])('shows %d seconds on a clock as %s', (seconds, text) => {
    expect(format.formatClock(seconds)).toBe(text);
  });

  it.each([
    [2.3009, '2.301'],
    [0.07123, '0.0712'],
    [0.000314, '0.00031'],
    [0, '0.0000'],
    [Number.NaN, 'NaN'],
  ])('keeps the digits of a loss of %d that matter: %s', (loss, text) => {
    expect(format.formatLoss(loss)).toBe(text);
  });

  it.each([
    [128, '128 B'],
    [4_819_528, '4.6 MiB'],
    [151_000_000, '144 MiB'],
  ])('scales %d bytes to %s', (bytes, text) => {
    expect(format.formatBytes(bytes)).toBe(text);
  });

  it('writes shares, intervals, counts, rates and settings', () => {
    expect(format.formatPercent(0.98714)).toBe('98.71 %');
    expect(format.formatInterval([0.98471, 0.98909])).toBe('98.47–98.91 %');
    expect(format.formatCountOf(60_000, 'image')).toBe('60,000 images');
    expect(format.formatCountOf(1, 'image')).toBe('1 image');
    expect(format.formatRate(7.25)).toBe('7.3');
    expect(format.formatRate(1234.5)).toBe('1,235');
    expect(format.formatSetting(0.1 + 0.2)).toBe('0.3');
    expect(format.formatSetting(1e-7)).toBe('1e-7');
  });
});
