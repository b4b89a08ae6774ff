import type { CellRun, CellStatus } from '@shadegrad/notebook';
import { expect, test } from 'vitest';
import { stateWords } from './cell-state.js';
import { progressWords } from './progress-words.js';

type Seen = Omit<CellRun, 'output'>;

function cell(id: number, status: CellStatus, type = 'module', more: Partial<Seen> = {}): Seen {
  const source = { id, type, source: '', pinned: true, hidden: false, attributes: {} };
  return { cell: source, status, isEdited: false, ...more };
}

test.each([
  [cell(1, 'idle'), 'Not run'],
  [cell(1, 'running', 'module', { seconds: 3.21 }), 'Running 3.2 s'],
  [cell(1, 'done', 'module', { seconds: 0.0123 }), 'Done in 12 ms'],
  [cell(1, 'done', 'module', { seconds: 125.4, isEdited: true }), 'Done in 2 min 5 s, edited since'],
  [cell(1, 'failed', 'module', { seconds: 1 }), 'Failed after 1.0 s'],
  [cell(1, 'stopped', 'module', { seconds: 59.94 }), 'Stopped after 59.9 s'],
])('a cell’s state: %#', (run, words) => {
  expect(stateWords(run)).toBe(words);
});

test('how far a notebook is counts programs', () => {
  const prose = cell(1, 'done', 'text/markdown');
  expect(progressWords({ cells: [prose, cell(2, 'done'), cell(3, 'running')] })).toBe(
    'Running cell 3, 1 of 2 done',
  );
  expect(progressWords({ cells: [prose, cell(2, 'failed'), cell(3, 'stopped')] })).toBe(
    '0 of 2 done, 1 failed, 1 stopped',
  );
});
