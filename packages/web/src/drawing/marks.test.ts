import { expect, test } from 'vitest';
import {
  describeMarks,
  type LaidPicture,
  type Mark,
  type Stroke,
  undo,
  visibleMarks,
  wipe,
} from './marks.js';

const stroke = (x: number): Stroke => ({ kind: 'stroke', tool: 'pen', width: 0.08, points: [[x, 0.5]] });
const picture: LaidPicture = {
  kind: 'picture',
  width: 1,
  height: 1,
  amounts: Float32Array.of(1),
  what: 'test picture 3',
};

test('a picture and a wipe hide what was there before, and undoing brings it back', () => {
  const marks: readonly Mark[] = [stroke(0.1), picture, stroke(0.2)];
  expect(visibleMarks(marks)).toEqual([picture, stroke(0.2)]);
  const wiped = wipe(marks);
  expect(visibleMarks(wiped)).toEqual([]);
  expect(visibleMarks(undo(wiped))).toEqual([picture, stroke(0.2)]);
  expect(visibleMarks(undo(undo(undo(wiped))))).toEqual([stroke(0.1)]);
});

test('wiping an empty board is nothing that could be undone', () => {
  expect(wipe([])).toEqual([]);
  const wiped = wipe([stroke(0.1)]);
  expect(wipe(wiped)).toBe(wiped);
});

test.each([
  [[], 'nothing yet'],
  [[stroke(0.1)], 'your drawing'],
  [[stroke(0.1), picture], 'test picture 3'],
  [[picture, stroke(0.1)], 'test picture 3, changed by you'],
])('%#: in words', (marks, words) => {
  expect(describeMarks(marks)).toBe(words);
});
