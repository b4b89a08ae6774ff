// Small words for writing unrolled WGSL.

/** `[0, 1, …, count − 1]` */
export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** One line for each of 0 … count − 1. */
export const lines = (count: number, line: (i: number) => string): string =>
  range(count).map(line).join('\n');

/** `base + offset`, without what adds nothing. */
export const plus = (base: string, offset: number): string => (offset === 0 ? base : `${base} + ${offset}u`);

/** `override` declarations of the constants' names. */
export const declare = (constants: Readonly<Record<string, number>>): string =>
  Object.keys(constants)
    .map((name) => `override ${name}: u32;`)
    .join('\n');

/** A variant's names: its kind is made of all words that are there. */
export function named(words: readonly (string | false | undefined)[], rows: number, columns: number) {
  const kind = words.filter((word) => word !== false && word !== undefined).join(' ');
  return { kind, name: `${kind} ${rows}×${columns}`, tile: [rows, columns] as const };
}

/** By how much whole tiles are larger than what they cover. */
export const overhang = (extent: number, tile: number): number => (Math.ceil(extent / tile) * tile) / extent;

/** The four variables `name` + first to first + 3 as one vector. */
export const vectorOf = (name: string, first: number): string =>
  `vec4f(${[0, 1, 2, 3].map((i) => `${name}${first + i}`).join(', ')})`;
