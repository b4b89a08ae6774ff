import { expect, test } from 'vitest';
import { chartData, chartDataWith, xOfStep } from './chart-data.js';
import { initialChartOptions } from './chart-options.js';
import { MetricHistory } from './metric-history.js';

const row = (step: number): number[] => [step, Math.ceil(step / 2), step / 10, 1 / step, step / 4, 0.01];

/** Four steps, two an epoch. */
function history(): MetricHistory {
  const made = new MetricHistory();
  made.append(Float64Array.from([1, 2, 3, 4].flatMap(row)), [
    { step: 2, validationLoss: 0.6, validationAccuracy: 0.4 },
    { step: 4, validationLoss: 0.3, validationAccuracy: 0.8 },
  ]);
  return made;
}

test('validation lies at the step that ended its epoch', () => {
  const [x, measured, , validation] = chartData(history(), 'loss', initialChartOptions, 2);
  expect([...x]).toEqual([1, 2, 3, 4]);
  expect([...measured]).toEqual([1, 1 / 2, 1 / 3, 1 / 4]);
  expect(validation).toEqual([null, 0.6, null, 0.3]);
});

test.each([
  ['epoch', [0.5, 1, 1.5, 2], 1.5],
  ['time', [0.1, 0.2, 0.3, 0.4], 0.3],
  ['step', [1, 2, 3, 4], 3],
] as const)('over the %s', (x, expected, third) => {
  const options = { ...initialChartOptions, x, smoothing: 0 };
  const [xs, measured, smoothed] = chartData(history(), 'accuracy', options, 2);
  expect([...xs]).toEqual(expected);
  expect(smoothed).toEqual(measured);
  expect(xOfStep(history(), 3, options, 2)).toBe(third);
});

test('without steps there is nothing to draw', () => {
  expect(chartData(new MetricHistory(), 'loss', initialChartOptions, 1).map(({ length }) => length)).toEqual([
    0, 0, 0, 0,
  ]);
});

test('a compared run has a curve of its own, whatever steps it tells of', () => {
  const other = new MetricHistory();
  other.append(Float64Array.from([2, 6].flatMap(row)));
  const options = { ...initialChartOptions, smoothing: 0 };
  const own = chartData(history(), 'loss', options, 2);
  const compared = [{ name: 'other', place: 0, history: other, stepsPerEpoch: 2 }];
  const [x, , smoothed, , curve] = chartDataWith(compared, 'loss', options, own);
  expect([...(x ?? [])]).toEqual([1, 2, 3, 4, 6]);
  expect(smoothed?.[2]).toBeCloseTo(1 / 3);
  expect([...(curve ?? [])].map((value) => value ?? null)).toEqual([null, 1 / 2, null, null, 1 / 6]);
});

test('a step that was not told of is taken for the last one before it', () => {
  const sparse = new MetricHistory();
  sparse.append(Float64Array.from([5, 10, 15].flatMap(row)), [{ step: 12, validationLoss: 0.5 }]);
  expect(chartData(sparse, 'loss', initialChartOptions, 12)[3]).toEqual([null, 0.5, null]);
});
