// What cells import.

import { NotebookError } from '../errors.js';

/** Names that cells may import, and what loads each; or a function that answers for any name. */
export type Modules = Readonly<Record<string, () => Promise<object>>> | ((name: string) => Promise<object>);

/** What takes the place of `import` in cells. */
export function importer(modules: Modules): (name: string, wanted?: readonly string[]) => Promise<object> {
  const load = typeof modules === 'function' ? modules : fromTable(modules);
  return async (name, wanted = []) => {
    const module = await load(name);
    for (const key of wanted) {
      if (key in module) continue;
      throw new NotebookError(
        'SHADEGRAD_NOTEBOOK_IMPORT',
        `"${name}" exports no "${key}".`,
        `It exports: ${Object.keys(module).slice(0, 40).join(', ')}.`,
      );
    }
    return module;
  };
}

function fromTable(table: Readonly<Record<string, () => Promise<object>>>) {
  return async (name: string): Promise<object> => {
    const load = Object.hasOwn(table, name) ? table[name] : undefined;
    if (load === undefined) throw noModule(name, `There are: ${Object.keys(table).join(', ')}.`);
    return load();
  };
}

/** The error for a module that is not to be had. */
export const noModule = (name: string, fix: string): NotebookError =>
  new NotebookError(
    'SHADEGRAD_NOTEBOOK_IMPORT',
    `The cell imports "${name}", which is not to be had here.`,
    fix,
  );
