// What the built pages say of what they may load, so that the server's header and the page agree.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ShadegradError } from '@shadegrad/core';

/** Written by the app's build (packages/web/vite/content-security-policy.ts). */
const FILE = 'content-security-policy.txt';

/** Cells of notebooks are programs made of text: their page allows that, and no other does. */
const NOTEBOOK = 'notebook/';

/** What a page may load, by the path of an address. */
export type AppPolicy = (path: string) => string;

/** @throws ShadegradError `SHADEGRAD_UI_NOT_BUILT` where the build is older than that. */
export async function readAppPolicy(app: string): Promise<AppPolicy> {
  const [own, notebook] = await Promise.all([readPolicy(app, FILE), readPolicy(app, NOTEBOOK + FILE)]);
  return (path) => (path.startsWith(`/${NOTEBOOK}`) ? notebook : own);
}

async function readPolicy(app: string, file: string): Promise<string> {
  try {
    return (await readFile(join(app, file), 'utf8')).trim();
  } catch (cause) {
    throw new ShadegradError(
      'SHADEGRAD_UI_NOT_BUILT',
      `The web app in ${app} is not built to its end: it has no ${file}.`,
      'Run "npm run setup" in the repository’s folder to build it again.',
      { cause },
    );
  }
}
