// Columns of text in the terminal: left-aligned words, right-aligned numbers, one dimmed heading.

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

/** Facts with a dimmed name before each: `Adapter  llvmpipe`. */
export function facts(entries: readonly (readonly [name: string, value: string])[], style: Style): string {
  const width = Math.max(...entries.map(([name]) => visibleWidth(name)));
  return entries
    .map(
      ([name, value]) =>
        `${style.dim(name.padEnd(width))}  ${value.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`,
    )
    .join('\n');
}
