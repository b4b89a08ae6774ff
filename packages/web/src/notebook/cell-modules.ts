// What cells import. Each loads when a cell asks for it, from the app's own files.

import type { Modules } from '@shadegrad/notebook';

export const cellModules: Modules = {
  '@shadegrad/core': () => import('@shadegrad/core'),
  '@shadegrad/core/check': () => import('@shadegrad/core/check'),
  '@shadegrad/core/formats': () => import('@shadegrad/core/formats'),
  '@shadegrad/data': () => import('@shadegrad/data'),
  '@shadegrad/data/load': () => import('./load-dataset.js'),
  '@shadegrad/notebook/cells': () => import('@shadegrad/notebook/cells'),
  '@observablehq/plot': () => import('@observablehq/plot'),
};
