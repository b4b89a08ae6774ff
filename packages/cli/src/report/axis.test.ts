import { describe, expect, it } from 'vitest';
import { countingAxis, linearAxis, logAxis } from './axis.js';

describe('an even axis', () => {
  it('ends at round numbers around the values and ticks at round numbers', () => {
    const axis = linearAxis(0.917, 0.9893, 4);
    expect(axis.ticks).toEqual([0.9, 0.92, 0.94, 0.96, 0.98, 1]);
    expect(axis.place(0.9)).toBe(0);
    expect(axis.place(0.95)).toBeCloseTo(0.5);
    expect(axis.place(1)).toBe(1);
  });

  it.each([[0.5], [0], [1]])('makes room around a single value of %d', (value) => {
    const { domain } = linearAxis(value, value, 4);
    expect(domain[0]).toBeLessThanOrEqual(value);
    expect(domain[1]).toBeGreaterThan(domain[0]);
    expect(domain[1]).toBeGreaterThanOrEqual(value);
  });
});

describe('an axis of whole numbers', () => {
  it.each([
    [1, 3, [1, 2, 3]],
    [0, 12, [0, 2, 4, 6, 8, 10, 12]],
    [0, 30, [0, 5, 10, 15, 20, 25, 30]],
    [0, 469, [0, 100, 200, 300, 400]],
  ])('from %d to %d ticks at %j', (low, high, ticks) => {
    expect(countingAxis(low, high, 6).ticks).toEqual(ticks);
  });
});

describe('an axis of ratios', () => {
  it('puts equal ratios at equal distances', () => {
    const axis = logAxis(0.01, 1);
    expect(axis.domain).toEqual([0.01, 1]);
    expect(axis.place(0.1)).toBeCloseTo(0.5);
  });

  it.each([
    [0.031, 0.24, [0.02, 0.05, 0.1, 0.2, 0.5]],
    [0.024, 2.31, [0.01, 0.03, 0.1, 0.3, 1, 3]],
    [0.00002, 2, [0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10]],
  ])('from %d to %d ticks at %j', (low, high, ticks) => {
    expect(logAxis(low, high).ticks).toEqual(ticks);
  });

  it('makes room around a single value', () => {
    const axis = logAxis(0.1, 0.1);
    expect(axis.place(0.1)).toBeGreaterThan(0);
    expect(axis.place(0.1)).toBeLessThan(1);
  });
});
