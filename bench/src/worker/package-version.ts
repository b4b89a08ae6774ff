// The version of an installed package, also of one whose `exports` do not let its package.json be read by name.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as v from 'valibot';

const Manifest = v.object({ version: v.string() });

/** @param from The file that would import the package: `import.meta.url`. */
export function packageVersion(name: string, from: string): string {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    try {
      return v.parse(Manifest, JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))).version;
    } catch {
      // Not in this one.
    }
  }
  return 'unknown';
}
