import { expect, test } from 'vitest';
import { labelsOf } from './run-labels.js';

const created = (seconds: number): string => new Date(2026, 10, 29, 16, 4, seconds).toISOString();

test('runs of one name are told apart by when they began', () => {
  const runs = [
    { name: 'small', created: created(1) },
    { name: 'classic', created: created(2) },
    { name: 'small', created: created(3) },
  ];
  expect(labelsOf(runs)).toEqual([
    'small, 29 Nov 2026, 16:04:01',
    'classic',
    'small, 29 Nov 2026, 16:04:03',
  ]);
});
