// Builds the web app into packages/cli/app, where "shadegrad ui" finds it once the package is installed: what is packed and
// bundled brings its page along.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../packages', import.meta.url));
const vite = join(packages, 'web/node_modules/vite/bin/vite.js');
const target = join(packages, 'cli/app');
const { status } = spawnSync(
  process.execPath,
  [vite, 'build', '--logLevel', 'warn', '--outDir', target, '--emptyOutDir'],
  // Libraries take their development builds where a test has said so.
  { cwd: join(packages, 'web'), env: { ...process.env, NODE_ENV: 'production' }, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
