// Which versions of what a run was made with.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as v from 'valibot';

const require = createRequire(import.meta.url);
const manifestSchema = v.object({ name: v.string(), version: v.string() });

/** The version of this command. */
export const CLI_VERSION = v.parse(manifestSchema, require('../package.json')).version;

/** Versions of this project's packages, of what computes for them, and of Node. */
export function packageVersions(): Readonly<Record<string, string>> {
  const names = ['@shadegrad/core', '@shadegrad/data', 'webgpu'];
  return {
    '@shadegrad/cli': CLI_VERSION,
    ...Object.fromEntries(names.map((name) => [name, installedVersion(name) ?? 'not installed'])),
    node: process.versions.node,
  };
}

/** From where Node would look for the package; its `exports` need not let anyone read its package.json by name. */
function installedVersion(name: string): string | undefined {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return v.parse(manifestSchema, JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')))
        .version;
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}
