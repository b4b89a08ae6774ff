import { expect, test } from 'vitest';
import { sampleKeptRuns } from '../stories/sample-runs.js';
import { compareRuns } from './setting-table.js';

test('runs are told apart by what differs between them', () => {
  const rows = compareRuns(sampleKeptRuns.slice(0, 2));
  const differing = rows.filter(({ differs }) => differs).map(({ name }) => name);
  expect(differing).toEqual(['Seed', 'Test accuracy']);
  expect(rows.find(({ name }) => name === 'Seed')?.values).toEqual(['42', '7']);
});

test('another network is another, and its size as well', () => {
  const rows = compareRuns([sampleKeptRuns[0], sampleKeptRuns[2]].flatMap((run) => run ?? []));
  const differing = rows.filter(({ differs }) => differs).map(({ name }) => name);
  expect(differing).toContain('Network');
  expect(differing).toContain('Parameters');
  expect(differing).not.toContain('Epochs');
});
