import { expect, test } from 'vitest';
import { COLUMNS } from '../worker/messages.js';
import { MetricHistory } from './metric-history.js';

const rowsOf = (first: number, count: number): Float64Array =>
  Float64Array.from({ length: count * COLUMNS.length }, (_, i) =>
    i % COLUMNS.length === 0 ? first + i / COLUMNS.length : i % COLUMNS.length,
  );

test('rows become columns, beyond the first capacity too', () => {
  const history = new MetricHistory();
  history.append(rowsOf(1, 1000));
  history.append(rowsOf(1001, 2000), [{ step: 3000, validationLoss: 0.5 }]);
  expect(history.length).toBe(3000);
  expect([...history.columns.step]).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
  expect(history.last('accuracy')).toBe(COLUMNS.indexOf('accuracy'));
  expect(history.validation).toEqual([{ step: 3000, validationLoss: 0.5 }]);
});

test('listeners hear of additions and of the end', () => {
  const history = new MetricHistory();
  const lengths: number[] = [];
  const leave = history.subscribe(() => lengths.push(history.length));
  history.append(rowsOf(1, 3));
  history.clear();
  leave();
  history.append(rowsOf(1, 1));
  expect(lengths).toEqual([3, 0]);
});
