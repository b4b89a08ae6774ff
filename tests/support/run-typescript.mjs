// Runs a TypeScript module in a process of its own: node tests/support/run-typescript.mjs MODULE.ts [ARGUMENT…]
// Vite compiles it, and the packages it imports, from their sources: nothing has to be built before.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [module] = process.argv.slice(2);
if (module === undefined) {
  console.error('usage: node run-typescript.mjs MODULE.ts [ARGUMENT…]');
  process.exit(2);
}
await runnerImport(resolve(module), {
  resolve: { conditions: ['@shadegrad/source'], noExternal: [/^@shadegrad\//] },
});
