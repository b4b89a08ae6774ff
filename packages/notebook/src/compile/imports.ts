// Imports of a cell: declarations become awaited calls, since a cell is a function and not a module, and whoever runs the
// notebook decides what a name stands for.

import type { AnyNode, ImportDeclaration, Program } from 'acorn';
import { walk } from 'zimmerframe';
import { NotebookError } from '../errors.js';
import type { Edit } from './edit-text.js';

/** What a compiled cell calls in the place of `import`: a module's name, and which of its exports are wanted. */
export const IMPORT = 'notebook$import';

/** @throws NotebookError `SHADEGRAD_NOTEBOOK_SYNTAX` where the cell exports something, which no cell can. */
export function importEdits(program: Program): Edit[] {
  const edits: Edit[] = [];
  walk<AnyNode, null>(program, null, {
    ImportDeclaration(node) {
      edits.push(declarationEdit(node));
    },
    ImportExpression(node, { next }) {
      const { start } = node;
      edits.push({ start, end: start + 'import'.length, text: IMPORT });
      next();
    },
    ExportAllDeclaration: refuseExport,
    ExportDefaultDeclaration: refuseExport,
    ExportNamedDeclaration: refuseExport,
  });
  return edits;
}

function declarationEdit({ start, end, specifiers, source }: ImportDeclaration): Edit {
  const wanted: string[] = [];
  const bindings: string[] = [];
  let whole: string | undefined;
  for (const specifier of specifiers) {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') {
      whole = local;
      continue;
    }
    const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported);
    wanted.push(name);
    bindings.push(`${JSON.stringify(name)}: ${local}`);
  }
  const call = `await ${IMPORT}(${JSON.stringify(source.value)}, ${JSON.stringify(wanted)})`;
  // On one line, so that errors name the lines that a person sees.
  const text =
    whole === undefined
      ? `const {${bindings.join(', ')}} = ${call};`
      : `const ${whole} = ${call}, {${bindings.join(', ')}} = ${whole};`;
  return { start, end, text };
}

const nameOf = (imported: { type: string; name?: string; value?: unknown }): string =>
  imported.type === 'Identifier' ? (imported.name ?? '') : String(imported.value);

function refuseExport(): never {
  throw new NotebookError(
    'SHADEGRAD_NOTEBOOK_SYNTAX',
    'A cell exports nothing.',
    'Leave out "export": every name that a cell declares is known to all cells.',
  );
}
