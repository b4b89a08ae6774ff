import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import '../testing/notebook-of.js';
import { digitPad, withStroke } from './digit-pad.js';
import { pictures } from './pictures.js';
import { table } from './table.js';

const decoded = (image: Element) =>
  decode(Buffer.from(image.getAttribute('src')?.split(',')[1] ?? '', 'base64'));

test('bytes become pictures as they are, each with its caption', () => {
  const grid = pictures(Uint8Array.of(0, 10, 20, 30, 40, 50, 60, 255), {
    shape: [2, 2, 1],
    caption: (i) => `picture ${i}`,
  });
  const images = [...grid.querySelectorAll('img')];
  expect(images.map((image) => [...decoded(image).data])).toEqual([
    [0, 10, 20, 30],
    [40, 50, 60, 255],
  ]);
  expect(grid.textContent).toBe('picture 0picture 1');
});

test('floats are stretched from the least to the largest, or between two that are given', () => {
  const values = Float32Array.of(-1, 0, 1, 3);
  const shown = (options: object) => {
    const image = pictures(values, { shape: [2, 2, 1], ...options }).querySelector('img');
    return image && [...decoded(image).data];
  };
  expect(shown({})).toEqual([0, 64, 128, 255]);
  expect(shown({ domain: [0, 2] })).toEqual([0, 0, 128, 255]);
});

test('colours are colours, and half a picture is refused', () => {
  const image = pictures(Uint8Array.of(1, 2, 3), { shape: [1, 1, 3] }).querySelector('img');
  expect(image && [...decoded(image).data]).toEqual([1, 2, 3]);
  expect(() => pictures(new Uint8Array(5), { shape: [2, 2, 1] })).toThrow(RangeError);
});

test('a table has a column for each name, and as many digits as a column needs', () => {
  const rows = [...table([{ a: 1, b: 0.123456 }, { a: 'x', c: undefined }, { b: 1 }]).querySelectorAll('tr')];
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
    ['a', 'b', 'c'],
    ['1', '0.1235', ''],
    ['x', '', ''],
    ['', '1.0000', ''],
  ]);
});

test('a stroke is dark where the pen was, and stays inside', () => {
  const drawn = withStroke(new Uint8Array(28 * 28), 28, [14, 4], [14, 24], 1.4);
  const at = (x: number, y: number) => drawn[y * 28 + x];
  expect([at(13, 14), at(14, 14), at(14, 2), at(20, 14)]).toEqual([255, 255, expect.any(Number), 0]);
  expect(at(14, 1)).toBe(0);
  expect(withStroke(drawn, 28, [-50, -50], [-40, -40], 1.4)).toEqual(drawn);
});

test('a pad begins with a picture, and tells when it is cleared', () => {
  const pad = digitPad({ start: new Uint8Array(784).fill(7) });
  const before = pad.value;
  let told = 0;
  pad.addEventListener('input', () => {
    told += 1;
  });
  pad.querySelector('button')?.click();
  expect([before[0], pad.value[0], told]).toEqual([7, 0, 1]);
});
