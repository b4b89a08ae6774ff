// Where the built web app lies: in this package as it is published, or beside it in a checkout of the repository.

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ShadegradError } from '@shadegrad/core';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** @throws ShadegradError `SHADEGRAD_UI_NOT_BUILT`. */
export async function findAppFolder(): Promise<string> {
  for (const folder of [join(PACKAGE, '../web/dist'), join(PACKAGE, 'app')]) {
    const isThere = await access(join(folder, 'index.html')).then(
      () => true,
      () => false,
    );
    if (isThere) return folder;
  }
  throw new ShadegradError(
    'SHADEGRAD_UI_NOT_BUILT',
    'The web app is not built.',
    'Run "npm run setup" in the repository’s folder, or "npm run web", which needs no build.',
  );
}
