// Which versions of what a run was made with.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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

/** From the package.json above the package's entry: its `exports` need not let anyone read it by name. */
function installedVersion(name: string): string | undefined {
  let folder: string;
  try {
    folder = dirname(require.resolve(name));
  } catch {
    return undefined;
  }
  while (folder !== dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    if (manifest?.name === name) return manifest.version;
    folder = dirname(folder);
  }
  return undefined;
}

function readManifest(path: string): v.InferOutput<typeof manifestSchema> | undefined {
  try {
    return v.parse(manifestSchema, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
