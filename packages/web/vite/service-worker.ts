// Builds the service worker beside the page, under a name that stays, and tells it which files make up the app. Large ones,
// which few visits need, such as the HDF5 library, are kept when they are first used.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const ENTRY = 'service-worker';
/** Bytes from which a file is large. */
const LARGE = 1_000_000;

export function serviceWorker(): Plugin {
  let publicFolder = '';
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    config: (_, { command }) => ({
      build: {
        rolldownOptions: {
          input: {
            index: 'index.html',
            ...(command === 'build' && { [ENTRY]: `src/offline/${ENTRY}.ts` }),
          },
          output: {
            entryFileNames: ({ name }) => (name === ENTRY ? '[name].js' : 'assets/[name]-[hash].js'),
          },
        },
      },
    }),
    configResolved({ publicDir }) {
      publicFolder = publicDir;
    },
    generateBundle(_, bundle) {
      const worker = bundle[`${ENTRY}.js`];
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
      const built = Object.values(bundle).filter((file) => file !== worker);
      const hash = createHash('sha256');
      for (const file of built)
        hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
      const copied = readdirSync(publicFolder);
      for (const name of copied) hash.update(name).update(readFileSync(join(publicFolder, name)));
      const large = built.filter((file) => sizeOf(file) >= LARGE).map(({ fileName }) => fileName);
      const small = built.map(({ fileName }) => fileName).filter((name) => !large.includes(name));
      const precache = { version: hash.digest('hex').slice(0, 16), files: [...small, ...copied], large };
      worker.code = worker.code.replaceAll('SHADEGRAD_PRECACHE', `(${JSON.stringify(precache)})`);
    },
  };
}

type Built = Rolldown.OutputChunk | Rolldown.OutputAsset;

const sizeOf = (file: Built): number => (file.type === 'chunk' ? file.code : file.source).length;
