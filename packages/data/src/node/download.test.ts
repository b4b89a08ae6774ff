import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, errorOf } from '../testing/error-code.js';
import {
  hangsUp,
  ignoresRange,
  loginPage,
  notFound,
  serveFiles,
  silent,
  stallsAfter,
  whole,
  type Answer,
  type FileServer,
} from '../testing/file-server.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { known } from '../testing/tiny-dataset.js';
import { downloadFile, type DownloadOptions, type DownloadProgress } from './download.js';

/** Bytes that do not compress, so that positions in the gzip file mean something. */
const content = new Uint8Array(200_000);
for (let index = 0, state = 1; index < content.length; index++) {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  content[index] = state >>> 24;
}
const packed = new Uint8Array(gzipSync(content));

async function mirror(...answers: Answer[]): Promise<FileServer> {
  const server = await serveFiles(new Map([['file.gz', packed]]), ...answers);
  onTestFinished(() => server.close());
  return server;
}

/** A download into a folder of its own. */
async function setUp(...servers: readonly FileServer[]) {
  const folder = await temporaryFolder();
  const destination = path.join(folder, 'made', 'file');
  const urls = servers.map(({ url }) => `${url}file.gz`);
  const start = (options: DownloadOptions = {}): Promise<string> =>
    downloadFile(urls, destination, known(content), options);
  return {
    destination,
    download: start,
    files: async () => readdir(path.dirname(destination)),
    stored: async () => ((await readFile(destination)).equals(content) ? 'the file' : 'something else'),
    /** Aborts a download once so many bytes have come. */
    stopAfter: async (bytes: number) => {
      const stop = new AbortController();
      const reason = new Error('enough');
      const onProgress = ({ receivedBytes }: DownloadProgress): void => {
        if (receivedBytes >= bytes) stop.abort(reason);
      };
      await expect(start({ signal: stop.signal, onProgress })).rejects.toBe(reason);
    },
  };
}

describe('downloadFile', () => {
  it('stores the file decompressed, leaves nothing else behind, and tells how far it is', async () => {
    const server = await mirror();
    const { download, files, stored } = await setUp(server);
    const seen: (number | undefined)[][] = [];
    const url = await download({
      onProgress: ({ receivedBytes, totalBytes }) => seen.push([receivedBytes, totalBytes]),
    });
    expect(url).toBe(`${server.url}file.gz`);
    expect(await stored()).toBe('the file');
    expect(await files()).toEqual(['file']);
    expect(seen[0]).toEqual([0, packed.length]);
    expect(seen.at(-1)).toEqual([packed.length, packed.length]);
  });

  it('goes on after broken connections where they stopped, as often as it takes', async () => {
    const server = await mirror(stallsAfter(60_000));
    const { download, stored } = await setUp(server);
    await download({
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes > 0 && receivedBytes % 60_000 === 0) server.cut();
      },
    });
    expect(await stored()).toBe('the file');
    const ranges = server.requests.map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=60000-', 'bytes=120000-', 'bytes=180000-']);
  });

  it('keeps what has come when it is stopped, and the next download asks for the rest', async () => {
    const server = await mirror(stallsAfter(100_000), whole);
    const { download, stopAfter, files, stored } = await setUp(server);
    await stopAfter(100_000);
    expect(await files()).toEqual([expect.stringMatching(/^file\.[0-9a-f]{8}\.part$/)]);
    await download();
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=100000-']);
    expect(await stored()).toBe('the file');
    expect(await files()).toEqual(['file']);
  });

  it('starts over at a server that cannot send the rest', async () => {
    const server = await mirror(stallsAfter(100_000), ignoresRange);
    const { download, stopAfter, stored } = await setUp(server);
    await stopAfter(100_000);
    await download();
    expect(await stored()).toBe('the file');
  });

  it('starts over when what was kept turns out to be of another file', async () => {
    const server = await mirror(stallsAfter(1_000), whole);
    const { download, stopAfter, files, destination, stored } = await setUp(server);
    await stopAfter(1_000);
    const [part = ''] = await files();
    await writeFile(path.join(path.dirname(destination), part), new Uint8Array(50_000).fill(1));
    await download();
    expect(await stored()).toBe('the file');
    expect(server.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=50000-', undefined]);
  });

  it('takes a part that was already whole when the last process ended', async () => {
    const server = await mirror();
    const { download, stopAfter, stored } = await setUp(server);
    await stopAfter(packed.length);
    await download();
    expect(server.requests.at(-1)?.range).toBe(`bytes=${packed.length}-`);
    expect(await stored()).toBe('the file');
  });

  it.each<[string, ...Answer[]]>([
    ['does not have the file', notFound],
    ['sends a log-in page', loginPage],
    ['breaks the connection at once', hangsUp],
    ['sends another file', (_request, response) => void response.end(gzipSync('something else'))],
    ['sends without end', (_request, response) => void response.end(new Uint8Array(300_000))],
    ['never answers', silent],
    ['falls silent for good', stallsAfter(10_000), silent],
  ])('turns to the next mirror when one %s', async (_, ...faults) => {
    const bad = await mirror(...faults);
    const good = await mirror();
    const { download, files, stored } = await setUp(bad, good);
    expect(await download({ responseTimeoutMs: 100, stallTimeoutMs: 100 })).toBe(`${good.url}file.gz`);
    expect(bad.requests.length).toBeGreaterThan(0);
    expect(await stored()).toBe('the file');
    expect(await files()).toContain('file');
  });

  it('says of every mirror what went wrong, and stores nothing under the file’s name', async () => {
    const servers = [await mirror(notFound), await mirror(loginPage)];
    const closed = await mirror();
    await closed.close();
    const { download, files } = await setUp(...servers, closed);
    const error = await errorOf(() => download());
    expect(error.code).toBe('SHADEGRAD_DATA_DOWNLOAD');
    expect(error.message).toMatch(/answered 404 Not Found; .* wrong checksum; .* refuses the connection/);
    expect(error.fix).toMatch(/network/);
    expect(await files()).not.toContain('file');
  });

  it('refuses a cache that cannot be written, without asking another mirror', async () => {
    const server = await mirror();
    const folder = await temporaryFolder();
    const notAFolder = path.join(folder, 'file');
    await writeFile(notAFolder, 'in the way');
    const download = () =>
      downloadFile([`${server.url}file.gz`], path.join(notAFolder, 'file'), known(content));
    expect(await codeOf(download)).toBe('SHADEGRAD_CACHE_WRITE');
    expect(server.requests).toEqual([]);
  });

  it('lets downloads of the same file run at once, also where each begins anew', async () => {
    for (const answer of [whole, ignoresRange]) {
      const server = await mirror(answer);
      const { download, stored, files } = await setUp(server);
      await Promise.all([1, 2, 3, 4, 5].map(() => download()));
      expect(await stored()).toBe('the file');
      expect(await files()).toEqual(['file']);
      expect(server.requests.length).toBe(5);
    }
  });
});
