import { expect, test } from 'vitest';
import { chartData, xOfStep } from './chart-data.js';
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
