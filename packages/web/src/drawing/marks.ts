// What is on the drawing board, as a list of what was done: strokes, pictures laid on it, and wiping it clean. Undoing takes
// the last one away. Lengths are shares of the board's side, so that it may have any size.

export type Tool = 'pen' | 'eraser';

export type Point = readonly [x: number, y: number];

export interface Stroke {
  readonly kind: 'stroke';
  readonly tool: Tool;
  readonly width: number;
  readonly points: readonly Point[];
}

/** A picture in place of what was there before. */
export interface LaidPicture {
  readonly kind: 'picture';
  readonly width: number;
  readonly height: number;
  /** Ink, from 0 for none to 1 for full; [height, width]. */
  readonly amounts: Float32Array;
  /** What the network gets while nothing is drawn on it; without it, what it gets is made from the board. */
  readonly exact?: Uint8Array;
  /** For people: `test picture 12, a 7`. */
  readonly what: string;
}

export interface Wiped {
  readonly kind: 'wiped';
}

export type Mark = Stroke | LaidPicture | Wiped;

/** The marks that are to be seen: those since the board was last wiped, or since the last picture, with that. */
export function visibleMarks(marks: readonly Mark[]): readonly (Stroke | LaidPicture)[] {
  const start = marks.findLastIndex(({ kind }) => kind !== 'stroke');
  return marks.slice(Math.max(0, start)).filter((mark) => mark.kind !== 'wiped');
}

export const undo = (marks: readonly Mark[]): readonly Mark[] => marks.slice(0, -1);

/** Nothing to wipe, nothing to undo. */
export const wipe = (marks: readonly Mark[]): readonly Mark[] =>
  visibleMarks(marks).length === 0 ? marks : [...marks, { kind: 'wiped' }];

/** What lies on the board, in words. */
export function describeMarks(marks: readonly Mark[]): string {
  const [first, ...others] = visibleMarks(marks);
  if (first === undefined) return 'nothing yet';
  if (first.kind === 'stroke') return 'your drawing';
  return others.length === 0 ? first.what : `${first.what}, changed by you`;
}
