// Styles read from their notation into strokes of points, and mixtures of a style's variants.

import { digitStyles } from './styles/index.js';
import type { Random } from './random.js';
import type { PathPoint } from './stroke-path.js';

/** A style ready to be mixed: variants → strokes → points, in a unit square. */
export interface Style {
  readonly weight: number;
  readonly variants: readonly (readonly (readonly PathPoint[])[])[];
}

/** The styles of each digit, parsed. */
export function parseStyles(): (readonly Style[])[] {
  return digitStyles.map((styles) =>
    styles.map(({ weight, variants }) => ({ weight, variants: variants.map(parseVariant) })),
  );
}

function parseVariant(notation: string): PathPoint[][] {
  return notation.split('|').map((stroke) => stroke.trim().split(' ').map(parsePoint));
}

function parsePoint(notation: string): PathPoint {
  const corner = notation.endsWith('!');
  const [x = Number.NaN, y = Number.NaN] = notation.replace('!', '').split(',').map(Number);
  return { x: x / 100, y: y / 100, corner };
}

/** How far a point strays from where the hand meant it to be, in heights of the digit. */
const TREMBLE = 0.022;

/** A random mixture of a style's variants, point by point, with a little tremble. */
export function mixVariants(style: Style, random: Random): PathPoint[][] {
  const shares = randomShares(style.variants.length, random);
  const [first = []] = style.variants;
  return first.map((stroke, strokeIndex) =>
    stroke.map(({ corner }, pointIndex) => {
      let [x, y] = [random.bell(TREMBLE), random.bell(TREMBLE)];
      style.variants.forEach((variant, index) => {
        const point = variant[strokeIndex]?.[pointIndex];
        const share = shares[index] ?? 0;
        x += share * (point?.x ?? 0);
        y += share * (point?.y ?? 0);
      });
      return { x, y, corner: corner ?? false };
    }),
  );
}

/** How far beyond its variants a style reaches: 1 stays between them. */
const REACH = 1.2;

/**
 * Random shares that add up to 1; one or two variants lead, or mixtures of many would all look alike. Some shares are a
 * little below 0, since nobody's hand is the extreme one.
 */
function randomShares(count: number, random: Random): number[] {
  const draws = Array.from({ length: count }, () => {
    const draw = random.between(0, 1);
    return draw * draw * draw;
  });
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  return draws.map((draw) => 1 / count + REACH * (draw / total - 1 / count));
}
