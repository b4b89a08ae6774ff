// How far the notebook has run, in a few words.

import { type CellRun, languageOf } from '@shadegrad/notebook';

export function progressWords({
  cells,
}: {
  readonly cells: readonly Pick<CellRun, 'cell' | 'status'>[];
}): string {
  const number = (status: CellRun['status']): number => cells.filter((cell) => cell.status === status).length;
  // Prose has nothing to be done.
  const programs = cells.filter(({ cell }) => languageOf(cell) === 'javascript');
  const ran = programs.filter(({ status }) => status === 'done').length;
  const running = cells.find(({ status }) => status === 'running');
  const done = `${ran} of ${programs.length} done`;
  if (running !== undefined) return `Running cell ${running.cell.id}, ${done}`;
  const parts = [
    ...(number('failed') > 0 ? [`${number('failed')} failed`] : []),
    ...(number('stopped') > 0 ? [`${number('stopped')} stopped`] : []),
  ];
  return [done, ...parts].join(', ');
}
