// A pen for the keyboard: arrow keys move it over a grid of the board, the space bar puts it down and lifts it.

import type { Point } from './marks.js';

/** Cells of a side: two of the network's pixels each. */
export const GRID = 14;

export interface KeyboardPen {
  readonly column: number;
  readonly row: number;
  readonly isDown: boolean;
}

export const initialPen: KeyboardPen = { column: 4, row: 3, isDown: false };

const MOVES: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The pen after a key; nothing where it is none of the pen's. */
export function afterKey(pen: KeyboardPen, key: string): KeyboardPen | undefined {
  if (key === ' ') return { ...pen, isDown: !pen.isDown };
  if (key === 'Escape' && pen.isDown) return { ...pen, isDown: false };
  const move = MOVES[key];
  if (move === undefined) return undefined;
  return { ...pen, column: within(pen.column + move[0]), row: within(pen.row + move[1]) };
}

const within = (cell: number): number => Math.min(GRID - 1, Math.max(0, cell));

/** The middle of the pen's cell. */
export const pointOf = ({ column, row }: KeyboardPen): Point => [(column + 0.5) / GRID, (row + 0.5) / GRID];

/** `column 5 of 14, row 3, pen down` */
export const describePen = ({ column, row, isDown }: KeyboardPen): string =>
  `column ${column + 1} of ${GRID}, row ${row + 1}, pen ${isDown ? 'down' : 'up'}`;
