// Serves the web app to this machine alone. A page of another site must not get at it through a name that it made point
// here, so the Host header has to be one of this machine's own names.

import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ShadegradError } from '@shadegrad/core';
import { systemCode } from '../run-folder/file-errors.js';
import { type AppPolicy, readAppPolicy } from './app-policy.js';
import { findServedFile, type ServedFolders } from './served-files.js';

const ADDRESS = '127.0.0.1';

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  // A newer version is seen at once; the service worker keeps what does not change.
  'cache-control': 'no-cache',
};

interface Served extends ServedFolders {
  readonly policy: AppPolicy;
}

export interface UiServer {
  /** `http://127.0.0.1:4173/` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param port 0 for any that is free.
 * @throws ShadegradError `SHADEGRAD_UI_PORT` where the port is taken or not allowed, `SHADEGRAD_UI_NOT_BUILT`.
 */
export async function startUiServer(folders: ServedFolders, port: number): Promise<UiServer> {
  const served = { ...folders, policy: await readAppPolicy(folders.app) };
  const server = createServer((request, response) => {
    void answer(request, response, served).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error) => reject(portError(port, error)));
    server.listen(port, ADDRESS, resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://${ADDRESS}:${address.port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  const [path = ''] = (request.url ?? '').split(/[?#]/);
  const headers = {
    ...HEADERS,
    // As the built page says itself, and that no other page may frame it, which only a header can say.
    'content-security-policy': `${served.policy(path)}; frame-ancestors 'none'`,
  };
  const refuse = (status: number, why: string): void => {
    response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
  };
  if (!isOwnHost(request)) return refuse(403, 'This server answers to this machine alone.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET.');
  const file = await findServedFile(path, served);
  if (file === undefined) {
    if ((await findServedFile(`${path}/`, served)) === undefined)
      return refuse(404, 'There is no such file.');
    // A page in a folder: its own addresses begin at the folder.
    response.writeHead(308, { ...headers, location: `./${path.split('/').at(-1)}/` }).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.bytes });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response);
}

function isOwnHost({ headers, socket }: IncomingMessage): boolean {
  const names = [ADDRESS, 'localhost', '[::1]'];
  return names.some((name) => headers.host === `${name}:${socket.localPort}`);
}

function portError(port: number, cause: unknown): unknown {
  const why = { EADDRINUSE: 'is taken by another program', EACCES: 'is not for you to take' }[
    systemCode(cause) ?? ''
  ];
  if (why === undefined) return cause;
  return new ShadegradError(
    'SHADEGRAD_UI_PORT',
    `Port ${port} ${why}.`,
    'Choose another with --port, or leave it out to take any that is free.',
    { cause },
  );
}
