// The grammar of a cell: a module's, with top-level await and without exports, or one expression.

import * as acorn from 'acorn';
import { NotebookError } from '../errors.js';

const OPTIONS = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  allowAwaitOutsideFunction: true,
} as const satisfies acorn.Options;

export interface Parsed {
  readonly program: acorn.Program;
  /** Whether the cell is one expression, whose value it shows. An expression with a semicolon is a statement. */
  readonly isExpression: boolean;
}

/** @throws NotebookError `SHADEGRAD_NOTEBOOK_SYNTAX` with line and column. */
export function parseProgram(source: string): Parsed {
  const expression = expressionAlone(source);
  if (expression !== undefined) return { program: expression, isExpression: true };
  return { program: parsed(() => acorn.parse(source, OPTIONS)), isExpression: false };
}

/** The expression that begins at a place, in a text that goes on after it. */
export function parseExpressionAt(source: string, place: number): acorn.Expression {
  return parsed(() => acorn.parseExpressionAt(source, place, OPTIONS));
}

/** In parentheses, an object is no block and a function no declaration; one that has a name is meant as a declaration. */
function expressionAlone(source: string): acorn.Program | undefined {
  let program: acorn.Program;
  try {
    // The line break ends a comment at the end.
    program = acorn.parse(`(${source}\n)`, OPTIONS);
  } catch {
    return undefined;
  }
  const [statement] = program.body;
  if (program.body.length !== 1 || statement?.type !== 'ExpressionStatement') return undefined;
  const { expression } = statement;
  const isDeclaration =
    (expression.type === 'FunctionExpression' || expression.type === 'ClassExpression') &&
    expression.id !== null;
  if (isDeclaration) return undefined;
  // Again without the parenthesis, for the places of its nodes.
  return programOf(parseExpressionAt(source, 0));
}

/** A program of one expression. */
export function programOf(expression: acorn.Expression): acorn.Program {
  const { start, end } = expression;
  const statement = { type: 'ExpressionStatement', expression, start, end } as const;
  return { type: 'Program', sourceType: 'module', body: [statement], start, end };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    const what = error.message.replace(/ \(\d+:\d+\)$/, '');
    const where = loc === undefined ? '' : ` (line ${loc.line}, column ${loc.column + 1})`;
    throw new NotebookError(
      'SHADEGRAD_NOTEBOOK_SYNTAX',
      `${what}${where}.`,
      'Cells are JavaScript; look at the line that is named.',
      { cause: error },
    );
  }
}
