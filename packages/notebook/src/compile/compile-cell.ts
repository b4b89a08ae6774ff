// From a cell's text to a function: what it takes, what it gives, and how it is called.

import { NotebookError } from '../errors.js';
import { type Cell, languageOf } from '../format/notebook.js';
import { edited } from './edit-text.js';
import { IMPORT, importEdits } from './imports.js';
import { type Names, namesOf } from './names.js';
import { parseProgram, programOf } from './syntax.js';
import { parseTemplate } from './template.js';

/** Given to the cell itself, and no other cell's. */
export const CELL_NAMES = ['display', 'view', IMPORT] as const;

/** What a cell's expressions in prose are put into by whoever runs it. */
export const RENDER = 'notebook$render';

export interface CompiledCell extends Names {
  /** Whether the value is shown: of an expression, unless the cell displays something itself. */
  readonly showsValue: boolean;
  /** The cell as a function of these names; it returns its value, or an object with what it declares. */
  readonly call: (names: readonly string[]) => (...values: readonly unknown[]) => Promise<unknown>;
}

/**
 * @throws NotebookError `SHADEGRAD_NOTEBOOK_SYNTAX` with line and column, or where the cell is of a kind that does not run
 *   here.
 */
export function compileCell(cell: Cell): CompiledCell {
  switch (languageOf(cell)) {
    case 'javascript':
      return compileProgram(cell);
    case 'markdown':
    case 'html':
      return compileProse(cell);
    default:
      throw new NotebookError(
        'SHADEGRAD_NOTEBOOK_SYNTAX',
        `Cells of the type ${cell.type} do not run here.`,
        'Write it in JavaScript, Markdown or HTML.',
      );
  }
}

function compileProgram(cell: Cell): CompiledCell {
  const source = edited(cell.source, importEdits(parseProgram(cell.source).program));
  // Without import declarations, whose names are ordinary ones from here on.
  const { program, isExpression } = parseProgram(source);
  const names = namesOf(program);
  // The parts before and after stay on the first and the last line, so that errors name the lines that a person sees.
  const body = isExpression ? `return (${source}\n);` : `${source}\nreturn {${names.declared.join(', ')}};`;
  const displays = names.free.includes('display') || names.free.includes('view');
  return {
    ...names,
    showsValue: isExpression && !displays,
    call: functionOf(cell, body),
  };
}

function compileProse(cell: Cell): CompiledCell {
  const { texts, expressions } = parseTemplate(cell.source);
  const used = expressions.flatMap((expression) => namesOf(programOf(expression)).free);
  const values = expressions.map(({ start, end }) => `(${cell.source.slice(start, end)}\n)`);
  return {
    free: [...new Set([...used, RENDER])],
    declared: [],
    showsValue: true,
    call: functionOf(cell, `return ${RENDER}(${JSON.stringify(texts)}, [${values.join(', ')}]);`),
  };
}

/** An async function's constructor, which has no name of its own. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript knows no such type
const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: readonly unknown[]) => Promise<unknown>;

function functionOf({ id }: Cell, body: string): CompiledCell['call'] {
  return (names) => new AsyncFunction(...names, `"use strict";${body}\n//# sourceURL=cell-${id}.js`);
}
