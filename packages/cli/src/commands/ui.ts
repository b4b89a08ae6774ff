// shadegrad ui: serves the web app, and the dataset that lies on this machine beside it, to this machine's browser.

import { locateDataset } from '@shadegrad/data/node';
import * as v from 'valibot';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { listenForInterrupt } from '../interrupt.js';
import { wholeNumber } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import type { Surroundings } from '../terminal/output.js';
import { findAppFolder } from '../ui/app-folder.js';
import { startUiServer } from '../ui/ui-server.js';

const schema = v.object({ port: wholeNumber(0, 65_535) });

/** Runs until it is interrupted. */
export async function ui(raw: unknown, { stdout, env }: Surroundings): Promise<ExitCode> {
  const { port } = parseOptions(schema, raw);
  const data = await locateDataset('mnist', env);
  const server = await startUiServer({ app: await findAppFolder(), data }, port);
  const interrupt = listenForInterrupt(
    () => {},
    () => {},
  );
  try {
    stdout.write(`${server.url}\n`);
    stdout.write(
      data === undefined
        ? 'MNIST is not on this machine: the page draws digits ("shadegrad data fetch mnist" gets it).\n'
        : 'MNIST comes from this machine.\n',
    );
    stdout.write('Ctrl-C ends it.\n');
    await new Promise<void>((resolve) => {
      interrupt.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    return EXIT.done;
  } finally {
    interrupt.release();
    await server.close();
  }
}
