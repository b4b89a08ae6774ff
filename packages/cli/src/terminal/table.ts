// Columns of text in the terminal: left-aligned words, right-aligned numbers, one dimmed heading.

import type { Output } from './output.js';
import { visibleWidth, type Style } from './style.js';

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}

/** Lays rows out under their headings. A cell may hold colour; only what is seen counts for the width. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style,
): string {
  const widths = columns.map(({ heading }, index) =>
    Math.max(visibleWidth(heading), ...rows.map((row) => visibleWidth(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? '';
        const padding = ' '.repeat((widths[index] ?? 0) - visibleWidth(cell));
        return align === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  return [style.dim(line(columns.map(({ heading }) => heading))), ...rows.map(line)].join('\n');
}

/**
 * Facts with a dimmed name before each: `Adapter  llvmpipe`. A value that is wider than the terminal is wrapped under
 * itself.
 */
export function facts(
  entries: readonly (readonly [name: string, value: string])[],
  style: Style,
  columns = Number.POSITIVE_INFINITY,
): string {
  const width = Math.max(...entries.map(([name]) => visibleWidth(name))) + 2;
  return entries
    .map(([name, value]) => {
      const lines = value.split('\n').flatMap((line) => wrapped(line, columns - width));
      return style.dim(name.padEnd(width)) + lines.join(`\n${' '.repeat(width)}`);
    })
    .join('\n');
}

/** Breaks a line between words; a word that is too long stays whole. */
function wrapped(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current === '' || visibleWidth(longer) <= width) {
      current = longer;
    } else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** The width that text is wrapped to: a terminal's; a file's lines have no end. */
export function wrapWidth(output: Output): number {
  return output.isTerminal ? output.columns() : Number.POSITIVE_INFINITY;
}
