// In a process of its own, whose stderr is a pipe.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A package `a` that needs `b`, as pnpm lays them out: `a` is a link, and `b` lies beside its target only. */
function linkedPackages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shadegrad-links-'));
  folders.push(folder);
  for (const [name, code] of [
    ['a', 'module.exports = require("b")'],
    ['b', 'module.exports = "b was found"'],
  ] as const) {
    mkdirSync(join(folder, 'store/node_modules', name), { recursive: true });
    writeFileSync(join(folder, 'store/node_modules', name, 'index.js'), code);
  }
  writeFileSync(join(folder, 'first.cjs'), '');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync('../store/node_modules/a', join(folder, 'node_modules/a'));
  return folder;
}

function run(body: string) {
  const folder = linkedPackages();
  const module = join(folder, 'module.ts');
  writeFileSync(
    module,
    `import { createRequire } from 'node:module';
     import { withoutDriverNoise } from ${JSON.stringify(path('driver-noise.ts'))};
     const require = createRequire(import.meta.url);
     ${body}`,
  );
  const runner = path('../../../../tests/support/run-typescript.mjs');
  // Node gives its children sockets; a shell gives them pipes.
  const pipes = 'exec 3>&1; "$0" "$@" 2>&1 >&3 | cat >&2';
  return spawnSync('sh', ['-c', pipes, process.execPath, runner, module], {
    cwd: path('../../../..'),
    encoding: 'utf8',
  });
}

test.runIf(process.platform === 'linux')(
  'what is written meanwhile is not seen, and what is written afterwards is',
  () => {
    const { stderr } = run(`
    withoutDriverNoise(() => console.error('noise'));
    console.error('news');
  `);
    expect(stderr).toBe('news\n');
  },
);

test.skipIf(process.platform === 'win32')(
  'a package behind a symbolic link still finds what it needs',
  () => {
    const { stdout, stderr } = run(
      // Node remembers the folder from the first module in it.
      `require('./first.cjs'); withoutDriverNoise(() => {}); console.log(require('a'));`,
    );
    expect(stderr).toBe('');
    expect(stdout).toBe('b was found\n');
  },
);
