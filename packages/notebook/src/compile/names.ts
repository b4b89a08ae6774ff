// Which names a cell takes from other cells, and which it gives them.

import type { AnyNode, Pattern, Program } from 'acorn';
import type * as estree from 'estree';
import { analyze, extract_names, type Scope } from 'periscopic';
import { walk } from 'zimmerframe';
import { NotebookError } from '../errors.js';

export interface Names {
  /** Names that it uses and does not declare: other cells', the notebook's own, or JavaScript's. */
  readonly free: readonly string[];
  /** Names that it declares at its top. */
  readonly declared: readonly string[];
}

/** @throws NotebookError `SHADEGRAD_NOTEBOOK_SYNTAX` where the cell assigns to a name that is not its own. */
export function namesOf(program: Program): Names {
  const { globals, map, scope } = analyze(asEstree(program));
  walk<AnyNode, Scope>(program, scope, {
    _(node, { next, state }) {
      const inner = map.get(asEstree(node)) ?? state;
      for (const name of assigned(node)) if (inner.find_owner(name) === null) throw foreign(name);
      next(inner);
    },
  });
  return { free: [...globals.keys()], declared: [...scope.declarations.keys()] };
}

function assigned(node: AnyNode): string[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return namesIn(node.left);
    case 'UpdateExpression':
      return node.argument.type === 'Identifier' ? [node.argument.name] : [];
    case 'ForOfStatement':
    case 'ForInStatement':
      return node.left.type === 'VariableDeclaration' ? [] : namesIn(node.left);
    default:
      return [];
  }
}

const namesIn = (pattern: Pattern): string[] => extract_names(asEstree(pattern));

// The same nodes, which the two libraries have types of their own for.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const asEstree = (node: AnyNode): estree.Node => node as estree.Node;

const foreign = (name: string): NotebookError =>
  new NotebookError(
    'SHADEGRAD_NOTEBOOK_SYNTAX',
    `A cell cannot assign to "${name}", which it does not declare.`,
    'Declare it in this cell, or change it where it is declared.',
  );
