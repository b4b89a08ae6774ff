// The state of a cell in a few words.

import type { CellRun } from '@shadegrad/notebook';

export function stateWords({
  status,
  seconds,
  isEdited,
}: Pick<CellRun, 'status' | 'seconds' | 'isEdited'>): string {
  const edited = isEdited ? ', edited since' : '';
  switch (status) {
    case 'idle':
      return 'Not run';
    case 'running':
      return `Running ${time(seconds)}`;
    case 'done':
      return `Done in ${time(seconds)}${edited}`;
    case 'failed':
      return `Failed after ${time(seconds)}${edited}`;
    case 'stopped':
      return `Stopped after ${time(seconds)}${edited}`;
    default:
      return status satisfies never;
  }
}

/** `12 ms`, `3.4 s`, `2 min 5 s` */
function time(seconds = 0): string {
  if (seconds < 0.1) return `${Math.round(1000 * seconds)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
