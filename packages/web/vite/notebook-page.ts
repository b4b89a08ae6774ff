// The page of notebooks, at notebook/ beside the app. It is built by itself: two pages of one build share their parts, and as
// cells may ask for anything of a package, the app's first load would carry along what only they use.

import { build, type Plugin } from 'vite';
import { contentSecurityPolicy } from './content-security-policy.js';

const FOLDER = 'notebook';

export function notebookPage(): Plugin[] {
  return [
    {
      name: 'notebook-page:build',
      apply: 'build',
      async generateBundle() {
        const { root, base, resolve, worker, build: options } = this.environment.getTopLevelConfig();
        const built = await build({
          configFile: false,
          root,
          base,
          publicDir: false,
          logLevel: 'warn',
          resolve: { conditions: resolve.conditions },
          plugins: [contentSecurityPolicy('notebook')],
          worker: { format: worker.format },
          build: {
            write: false,
            target: options.target,
            assetsDir: `assets/${FOLDER}`,
            rolldownOptions: { input: `${FOLDER}/index.html` },
          },
        });
        if (!('output' in built)) throw new Error('the page of notebooks was not built');
        for (const file of built.output) {
          const source = file.type === 'chunk' ? file.code : file.source;
          this.emitFile({ type: 'asset', fileName: file.fileName, source });
        }
      },
    },
    {
      // As hosts of files do where the slash is left out.
      name: 'notebook-page:serve',
      apply: 'serve',
      configureServer({ middlewares }) {
        middlewares.use((request, response, next) => {
          if (request.url !== `/${FOLDER}`) return next();
          response.writeHead(308, { location: `/${FOLDER}/` }).end();
        });
      },
    },
  ];
}
