// Settings from outside: the value that a cell gives to a name at its top is replaced in its text, so that what is shown
// is what ran.

import type { Program } from 'acorn';
import { NotebookError } from '../errors.js';
import { languageOf, type Cell, type Notebook } from '../format/notebook.js';
import { type Edit, edited } from './edit-text.js';
import { parseProgram } from './syntax.js';

/**
 * A notebook whose cells give other values to some names.
 *
 * @param values Names that a cell declares as `const name = …` or `let name = …`, and values that JSON can say.
 * @throws NotebookError `SHADEGRAD_NOTEBOOK_SETTING` where no cell declares such a name, with the names that there are.
 * @example
 * ```ts
 * import { newCell, setValues } from '@shadegrad/notebook';
 *
 * const empty = { title: 'Training', cells: [], attributes: {} };
 * const notebook = { ...empty, cells: [newCell(empty, 'javascript', 'const epochs = 12; // enough')] };
 * console.log(setValues(notebook, { epochs: 1 }).cells[0]?.source); // const epochs = 1; // enough
 * ```
 */
export function setValues(notebook: Notebook, values: Readonly<Record<string, unknown>>): Notebook {
  const wanted = Object.entries(values);
  if (wanted.length === 0) return notebook;
  const places = notebook.cells.flatMap((cell) => placesIn(cell));
  for (const [name] of wanted) {
    if (places.some((place) => place.name === name)) continue;
    throw new NotebookError(
      'SHADEGRAD_NOTEBOOK_SETTING',
      `No cell of "${notebook.title}" gives a value to "${name}".`,
      `These can be set: ${places.map((place) => place.name).join(', ') || 'none'}.`,
    );
  }
  const cells = notebook.cells.map((cell) => {
    const edits = places
      .filter((place) => place.cell === cell && place.name in values)
      .map(({ name, start, end }): Edit => ({ start, end, text: JSON.stringify(values[name]) }));
    return edits.length === 0 ? cell : { ...cell, source: edited(cell.source, edits) };
  });
  return { ...notebook, cells };
}

interface Place {
  readonly cell: Cell;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function placesIn(cell: Cell): Place[] {
  if (languageOf(cell) !== 'javascript') return [];
  let program: Program;
  try {
    ({ program } = parseProgram(cell.source));
  } catch {
    // Told where it runs.
    return [];
  }
  return program.body.flatMap((statement) =>
    statement.type === 'VariableDeclaration'
      ? statement.declarations.flatMap(({ id, init }) => {
          if (id.type !== 'Identifier' || !init) return [];
          return { cell, name: id.name, start: init.start, end: init.end };
        })
      : [],
  );
}
