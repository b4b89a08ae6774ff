import { expect, test } from 'vitest';
import { parseBenchOptions } from './bench-options.js';

const given = { pass: 'training', steps: '5' };

test('flags become numbers, words and switches', () => {
  expect(parseBenchOptions({ ...given, batchSize: '64', optimizer: 'adamw', timestamps: false })).toEqual({
    pass: 'training',
    steps: 5,
    batchSize: 64,
    optimizer: 'adamw',
    timestamps: false,
    json: false,
  });
});

test.each([
  [{ steps: '0' }, '--steps must be a whole number from 1'],
  [{ pass: 'backward' }, '--pass must be one of training, evaluation, prediction'],
  [{ optimizer: 'adm' }, '--optimizer must be one of'],
  [{ batchSize: '1e9' }, '--batch-size must be a whole number'],
  [{ preset: 'keras', model: 'm.json' }, '--preset and --model exclude each other.'],
])('%j is refused', (raw, message) => {
  expect(() => parseBenchOptions({ ...given, ...raw })).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) }),
  );
});
