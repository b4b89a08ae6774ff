import { describe, expect, it } from 'vitest';
import { digitStyles } from './index.js';
import { parseStyles } from '../style.js';

describe.each([...parseStyles().entries()])('the styles of %i', (_, styles) => {
  it('are some, each with a weight above 0', () => {
    expect(styles.length).toBeGreaterThan(1);
    for (const { weight } of styles) expect(weight).toBeGreaterThan(0);
  });

  it('have variants of the same strokes, points and corners, so that they mix', () => {
    for (const { variants } of styles) {
      const outlines = variants.map((strokes) => strokes.map((stroke) => stroke.map(({ corner }) => corner)));
      expect(outlines.length).toBeGreaterThan(1);
      for (const outline of outlines) expect(outline).toEqual(outlines[0]);
    }
  });

  it('lie on the sheet', () => {
    for (const { x, y } of styles.flatMap(({ variants }) => variants.flat(2))) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x, y)).toBeLessThanOrEqual(1);
    }
  });
});

it('there are styles for ten digits', () => {
  expect(digitStyles).toHaveLength(10);
});
