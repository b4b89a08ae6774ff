const MOST_DIGITS = 4;

/**
 * A table of records: a row each, a column for each of their names. Numbers of a column are written with as many digits
 * after the point as one of them needs, at most four.
 *
 * @example
 * ```ts
 * import { table } from '@shadegrad/notebook/cells';
 * import { parseHTML } from 'linkedom'; // in a notebook, nothing of it
 *
 * const { document } = parseHTML('<html></html>');
 * const element = table([{ digit: 7, recall: 0.98765 }], { document });
 * console.log(element.textContent); // digitrecall70.9877
 * ```
 */
export function table(
  records: readonly Readonly<Record<string, unknown>>[],
  { document = globalThis.document }: { readonly document?: Document } = {},
): HTMLElement {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const element = document.createElement('table');
  element.append(rowOf('th', columns, document));
  const digits = new Map(
    columns.map((column) => [column, digitsOf(records.map((record) => record[column]))]),
  );
  for (const record of records)
    element.append(
      rowOf(
        'td',
        columns.map((column) => textOf(record[column], digits.get(column))),
        document,
      ),
    );
  return element;
}

function rowOf(tag: 'th' | 'td', texts: readonly string[], document: Document): HTMLElement {
  const row = document.createElement('tr');
  for (const text of texts) {
    const cell = document.createElement(tag);
    cell.textContent = text;
    row.append(cell);
  }
  return row;
}

function digitsOf(values: readonly unknown[]): number {
  const needed = values.map((value) =>
    typeof value === 'number' ? (String(Number(value.toFixed(MOST_DIGITS))).split('.')[1]?.length ?? 0) : 0,
  );
  return Math.max(0, ...needed);
}

function textOf(value: unknown, digits = 0): string {
  switch (typeof value) {
    case 'number':
      return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    case 'string':
      return value;
    case 'undefined':
      return '';
    default:
      return JSON.stringify(value);
  }
}
