import { expect, test } from 'vitest';
import { afterKey, describePen, GRID, type KeyboardPen, pointOf } from './keyboard-pen.js';

const pen: KeyboardPen = { column: 0, row: GRID - 1, isDown: false };

test('arrow keys move the pen and stop at the edges', () => {
  expect(afterKey(pen, 'ArrowLeft')).toEqual(pen);
  expect(afterKey(pen, 'ArrowDown')).toEqual(pen);
  expect(afterKey(pen, 'ArrowRight')).toEqual({ ...pen, column: 1 });
  expect(afterKey(pen, 'ArrowUp')).toEqual({ ...pen, row: GRID - 2 });
});

test('the space bar puts the pen down and lifts it, escape lifts it', () => {
  const down = { ...pen, isDown: true };
  expect(afterKey(pen, ' ')).toEqual(down);
  expect(afterKey(down, ' ')).toEqual(pen);
  expect(afterKey(down, 'Escape')).toEqual(pen);
  expect(afterKey(pen, 'Escape')).toBeUndefined();
  expect(afterKey(pen, 'e')).toBeUndefined();
});

test('the pen is in the middle of its cell, and says where', () => {
  expect(pointOf(pen)).toEqual([0.5 / GRID, 1 - 0.5 / GRID]);
  expect(describePen(pen)).toBe('column 1 of 14, row 14, pen up');
});
