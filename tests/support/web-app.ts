// The web app as a visitor gets it: built, and served from a folder of a file host, with the app's policy as a header, which
// binds workers too. Builds into a folder of its own,
// so that test files beside each other do not meet.

import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const WEB = fileURLToPath(new URL('../../packages/web', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.gz': 'application/gzip',
};

export interface ServedApp {
  /** Where the page is: in a folder, as on a project's page of a host. */
  readonly url: string;
  /** The folder that was built. */
  readonly folder: string;
  close(): Promise<void>;
}

/** @param data A folder that is served as `data/` beside the app. */
export async function serveWebApp(options: { readonly data?: string } = {}): Promise<ServedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'shadegrad-web-'));
  await buildApp(folder);
  const policyOf = (page: string): Promise<string> =>
    readFile(join(folder, page, 'content-security-policy.txt'), 'utf8');
  const policies = { app: await policyOf(''), notebook: await policyOf('notebook') };
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname));
    const inFolder = path.startsWith('/app/') ? path.slice('/app/'.length) : undefined;
    if (inFolder === undefined) return refuse(response);
    const data = /^data\/(.*)$/.exec(inFolder)?.[1];
    const page = inFolder === '' || inFolder.endsWith('/') ? `${inFolder}index.html` : inFolder;
    const file = data === undefined ? join(folder, page) : join(options.data ?? folder, data);
    void sendFile(file, page.startsWith('notebook/') ? policies.notebook : policies.app, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/app/`,
    folder,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In a process of its own: this one is a test, for which libraries take their development builds. */
async function buildApp(folder: string): Promise<void> {
  const vite = join(WEB, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  const options = ['build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir'];
  await promisify(execFile)(process.execPath, [vite, ...options], { cwd: WEB, env });
}

async function sendFile(file: string, policy: string, response: ServerResponse): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) return refuse(response);
  response.writeHead(200, {
    'content-security-policy': policy,
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
  });
  createReadStream(file).pipe(response);
}

function refuse(response: ServerResponse): void {
  response.writeHead(404).end();
}
