// In development, the MNIST that lies on this machine is beside the app, as "shadegrad ui" has it.

import { createReadStream } from 'node:fs';
import { datasetFileNames, datasetFileRoles } from '@shadegrad/data';
import { locateDataset } from '@shadegrad/data/node';
import type { Plugin } from 'vite';

export function localData(): Plugin {
  return {
    name: 'local-data',
    apply: 'serve',
    async configureServer({ middlewares }) {
      const files = await locateDataset('mnist');
      if (files === undefined) return;
      for (const role of datasetFileRoles) {
        middlewares.use(`/data/${datasetFileNames[role]}.gz`, (_, response) => {
          response.setHeader('content-type', 'application/octet-stream');
          createReadStream(files[role]).pipe(response);
        });
      }
    },
  };
}
