import { expect, test } from 'vitest';
import { chartSvg, type PictureRequest } from './chart-picture.js';

const request: PictureRequest = {
  title: 'Loss',
  xTitle: 'steps',
  data: [Float64Array.of(1, 2, 3), Float64Array.of(2, 1, 0.5), [null, null, 0.7]],
  curves: [
    { name: 'training', color: 'rgb(1, 2, 3)', dash: [] },
    { name: '<b>&"', color: 'rgb(3, 2, 1)', dash: [2, 2], hasPoints: true },
  ],
  isLogarithmic: false,
  format: String,
  colors: { background: 'white', text: 'black', line: 'grey' },
};
const svg = (change: Partial<PictureRequest> = {}): string => chartSvg({ ...request, ...change });

test('each curve is drawn, points where there are few, and names do no harm', () => {
  const picture = svg();
  expect(picture.match(/<polyline/g)).toHaveLength(2);
  expect(picture.match(/<circle/g)).toHaveLength(1);
  expect(picture).toContain('&lt;b&gt;&amp;&quot;');
  expect(picture).not.toContain('<b>');
  expect(picture).not.toMatch(/NaN|Infinity|undefined/);
});

test('the y axis has round numbers, or powers of ten', () => {
  expect(svg()).toContain('>1.5</text>');
  const logarithmic = svg({ isLogarithmic: true });
  expect(logarithmic).toContain('>0.1</text>');
  expect(logarithmic).toContain('>10</text>');
});

test('without data there is still a chart', () => {
  expect(svg({ data: [Float64Array.of(), Float64Array.of(), []] })).not.toMatch(/NaN|Infinity/);
});
