// A real HTTP server on this machine with the faults that mirrors have.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Answers one request; `body` is what an honest server would send. */
export type Answer = (request: IncomingMessage, response: ServerResponse, body: Uint8Array) => void;

function startOfRange(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

/** Honest, with support for Range. */
export const whole: Answer = (request, response, body) => {
  const start = startOfRange(request);
  const rest = body.subarray(start);
  if (rest.length === 0) response.writeHead(416).end();
  else startAnswer(response, start, body.length).end(rest);
};

function startAnswer(response: ServerResponse, start: number, length: number): ServerResponse {
  const headers = { 'content-length': length - start };
  return start === 0
    ? response.writeHead(200, headers)
    : response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${length - 1}/${length}` });
}

/** Honest, but deaf to Range. */
export const ignoresRange: Answer = (_request, response, body) => {
  response.writeHead(200, { 'content-length': body.length }).end(body);
};

/** Sends so many bytes of what was asked for and then nothing, without ending. */
export function stallsAfter(count: number): Answer {
  return (request, response, body) => {
    const start = startOfRange(request);
    startAnswer(response, start, body.length).write(body.subarray(start, start + count));
  };
}

/** Breaks the connection instead of answering. */
export const hangsUp: Answer = (_request, response) => void response.destroy();

export const silent: Answer = () => undefined;

export const notFound: Answer = (_request, response) => void response.writeHead(404).end('no such file');

/** A hotel's log-in page, for every address. */
export const loginPage: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please log in</html>');
};

export interface FileServer {
  /** Address of the folder, with a slash at its end. */
  readonly url: string;
  /** The requests so far: path and Range. */
  readonly requests: readonly { readonly path: string; readonly range: string | undefined }[];
  /** Answers from now on; `answers` are used up one by one, the last one stays. */
  answerWith(...answers: readonly Answer[]): void;
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

/** Serves files by name; a name that is not there gets a 404. */
export async function serveFiles(
  files: ReadonlyMap<string, Uint8Array>,
  ...first: Answer[]
): Promise<FileServer> {
  let answers: readonly Answer[] = first.length > 0 ? first : [whole];
  const requests: { path: string; range: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    requests.push({ path: request.url ?? '', range: request.headers.range });
    const body = files.get(name);
    const [answer = notFound, ...later] = answers;
    if (later.length > 0) answers = later;
    if (body === undefined) notFound(request, response, new Uint8Array());
    else answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    requests,
    answerWith: (...next) => {
      answers = next;
    },
    cut: () => server.closeAllConnections(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
