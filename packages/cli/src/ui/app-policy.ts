// What the built app says of what it may load, so that the server's header and the page agree.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ShadegradError } from '@shadegrad/core';

/** Written by the app's build (packages/web/vite/content-security-policy.ts). */
const FILE = 'content-security-policy.txt';

/** @throws ShadegradError `SHADEGRAD_UI_NOT_BUILT` where the build is older than that. */
export async function readAppPolicy(app: string): Promise<string> {
  try {
    return (await readFile(join(app, FILE), 'utf8')).trim();
  } catch (cause) {
    throw new ShadegradError(
      'SHADEGRAD_UI_NOT_BUILT',
      `The web app in ${app} is not built to its end: it has no ${FILE}.`,
      'Run "npm run setup" in the repository’s folder to build it again.',
      { cause },
    );
  }
}
