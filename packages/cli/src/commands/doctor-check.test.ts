import { expect, test } from 'vitest';
import { createStyle } from '../terminal/style.js';
import { fakeOutput } from '../testing/fake-output.js';
import { describeCheck } from './doctor-check.js';

const style = createStyle(fakeOutput());

test('the table says of each kernel how far it is off, and what is wrong', () => {
  const results = [
    { subject: 'softmax', cases: 6, error: 3.2e-7, share: 0.401 },
    {
      subject: 'max pooling',
      cases: 12,
      error: 0.25,
      share: 2400,
      fault: '2×2: y: element 3: 1, expected 2',
    },
    { subject: 'tanh', cases: 1, error: Infinity, share: Infinity, fault: 'it does not compile' },
  ];
  expect(describeCheck('a GPU', results, style).split('\n')).toEqual([
    'a GPU',
    'checked against float64  cases  largest error  of what is allowed',
    'softmax                      6         3.2e-7                41 %  right',
    'max pooling                 12         2.5e-1            240000 %  wrong',
    'tanh                         1              –                   –  wrong',
    '',
    'max pooling: 2×2: y: element 3: 1, expected 2',
    'tanh: it does not compile',
    '2 results of 3 wrong.',
  ]);
});

test('where all is right, it says so', () => {
  const results = [{ subject: 'stream copy', cases: 3, error: 0, share: 0 }];
  expect(describeCheck('a GPU', results, style)).toMatch(
    /stream copy +3 +0 +0 % +right\n\nAll 3 cases are right\.$/,
  );
});
