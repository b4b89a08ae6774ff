// One run for all packages: tests lie beside what they test, cross-package tests in tests/.
// Packages are resolved to their sources, so that a test never sees a stale build.
import { execFileSync } from 'node:child_process';
import { defineConfig } from 'vitest/config';

execFileSync(process.execPath, ['packages/shaders/scripts/embed-wgsl.mjs'], { cwd: import.meta.dirname });

const conditions = ['@shadegrad/source', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions }, noExternal: [/^@shadegrad\//] },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'bench/src/**/*.test.ts'],
    // Dawn is a native module: processes keep one test file's GPU from another's.
    pool: 'forks',
    // A software adapter uses every core for one dispatch.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a browser on a software adapter is waited for.
    expect: { poll: { timeout: 60_000, interval: 100 } },
    reporters: ['default', './scripts/count-reporter.ts'],
  },
});
