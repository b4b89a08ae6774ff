// Runs a TypeScript module in a process of its own: node tests/support/run-typescript.mjs MODULE.ts [ARGUMENT…]
// Vite compiles it, and the packages it imports, from their sources: nothing has to be built before.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { runnerImport } from 'vite';

const [module] = process.argv.slice(2);
if (module === undefined) {
  console.error('usage: node run-typescript.mjs MODULE.ts [ARGUMENT…]');
  process.exit(2);
}
const shaders = join(import.meta.dirname, '../../packages/shaders/scripts/embed-wgsl.mjs');
execFileSync(process.execPath, [shaders]);
const resolution = { conditions: ['@shadegrad/source'], noExternal: [/^@shadegrad\//] };
// By the name under which Vite runs modules like this one; what stands beside it counts for other environments alone.
await runnerImport(resolve(module), { environments: { inline: { resolve: resolution } } });
