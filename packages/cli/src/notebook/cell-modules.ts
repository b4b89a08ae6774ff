// What a notebook's cells import here: the packages that the command has, and what lies beside the notebook.

import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { noModule } from '@shadegrad/notebook';

/** The command's own, whatever is installed beside the notebook: they share one GPU and one page. */
const OWN: Readonly<Record<string, () => Promise<object>>> = {
  '@observablehq/plot': () => import('@observablehq/plot'),
  '@shadegrad/core': () => import('@shadegrad/core'),
  '@shadegrad/core/check': () => import('@shadegrad/core/check'),
  '@shadegrad/core/formats': () => import('@shadegrad/core/formats'),
  '@shadegrad/data': () => import('@shadegrad/data'),
  '@shadegrad/data/load': () => import('@shadegrad/data/load'),
  '@shadegrad/notebook/cells': () => import('@shadegrad/notebook/cells'),
};

/** @param file The notebook's: other names are looked for from where it lies. */
export function cellModules(file: string): (name: string) => Promise<object> {
  const { resolve: find } = createRequire(resolve(file));
  return async (name) => {
    const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined;
    if (own !== undefined) return own();
    if (/^[a-z]+:/i.test(name) && !name.startsWith('node:')) {
      throw noModule(name, 'Cells load nothing from a network: install the package beside the notebook.');
    }
    let place: string;
    try {
      place = find(name);
    } catch {
      throw noModule(name, `Install it beside ${file}, or use one of: ${Object.keys(OWN).join(', ')}.`);
    }
    const module: object = await import(place.startsWith('/') ? pathToFileURL(place).href : place);
    return module;
  };
}
