import { expect, test } from 'vitest';
import { notebookOf } from '../testing/notebook-of.js';
import { setValues } from './set-values.js';

const notebook = notebookOf(
  '# Settings',
  'const epochs = 12, rate = 0.1; // enough',
  'let name = "a";',
  'const = ;',
);
const sources = (values: Record<string, unknown>) =>
  setValues(notebook, values).cells.map(({ source }) => source);

test('values are put in the place of those that are written', () => {
  expect(sources({ epochs: 1, rate: [0.5], name: 'b "c"' })).toEqual([
    '# Settings',
    'const epochs = 1, rate = [0.5]; // enough',
    'let name = "b \\"c\\"";',
    'const = ;',
  ]);
  expect(setValues(notebook, {})).toBe(notebook);
});

test('a name that no cell has is refused, with those that there are', () => {
  expect(() => sources({ epoch: 1 })).toThrow(
    expect.objectContaining({
      code: 'SHADEGRAD_NOTEBOOK_SETTING',
      fix: 'These can be set: epochs, rate, name.',
    }),
  );
});
