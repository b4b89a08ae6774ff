// A file from the first mirror that delivers it, checked before it takes its place. What has come is kept in a part
// file per mirror, so the next try goes on where this one stopped.

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DataError } from '../errors.js';
import { gunzip, isGzip } from '../gzip.js';
import type { KnownFile } from '../known-datasets.js';
import { writeFileAtomically } from './atomic-write.js';
import { sha256 } from './dataset-folder.js';
import { PartFile } from './part-file.js';
import { fetchRest, MirrorError, type RequestOptions } from './resumable-request.js';

/** How far a download is. */
export interface DownloadProgress {
  /** Name of the file, for example `train-images-idx3-ubyte`. */
  readonly file: string;
  readonly url: string;
  /** Compressed bytes so far, with those of an earlier try. */
  readonly receivedBytes: number;
  /** Compressed bytes in all; absent when the server does not say. */
  readonly totalBytes: number | undefined;
}

export interface DownloadOptions {
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Stops the download; what has come is kept for the next one. */
  readonly signal?: AbortSignal;
  /** Longest wait for a mirror's first answer. Default 10,000. */
  readonly responseTimeoutMs?: number;
  /** Longest silence during a download. Default 30,000. */
  readonly stallTimeoutMs?: number;
}

/**
 * Downloads one file, gzipped or plain, and stores it decompressed.
 *
 * @param urls The same file at several mirrors, tried in turn.
 * @param destination Where it goes, only once its size and checksum are right.
 * @returns The address that delivered.
 * @throws DataError `SHADEGRAD_DATA_DOWNLOAD` when no mirror delivers, `SHADEGRAD_CACHE_WRITE` when the disk refuses.
 *   An aborted `signal` throws its reason.
 */
export async function downloadFile(
  urls: readonly string[],
  destination: string,
  expected: KnownFile,
  options: DownloadOptions = {},
): Promise<string> {
  const file = path.basename(destination);
  const failures: MirrorError[] = [];
  for (const url of urls) {
    try {
      const bytes = await downloadFrom(url, destination, expected, options);
      await writeFileAtomically(destination, bytes);
      await rm(partFile(destination, url), { force: true });
      return url;
    } catch (error) {
      if (!(error instanceof MirrorError)) throw error;
      failures.push(error);
    }
  }
  const reasons = urls.map((url, index) => `${new URL(url).host} ${failures[index]?.message}`);
  throw new DataError(
    'SHADEGRAD_DATA_DOWNLOAD',
    `${file} could not be downloaded: ${reasons.join('; ')}.`,
    'Check the network and run it again (what has come is kept), or name a folder that holds the files.',
    { cause: failures.length === 1 ? failures[0] : new AggregateError(failures) },
  );
}

/** One part file per address, because mirrors compress differently. */
function partFile(destination: string, url: string): string {
  return `${destination}.${sha256(new TextEncoder().encode(url)).slice(0, 8)}.part`;
}

async function downloadFrom(
  url: string,
  destination: string,
  expected: KnownFile,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const { responseTimeoutMs = 10_000, stallTimeoutMs = 30_000, signal, onProgress } = options;
  const file = path.basename(destination);
  const request: RequestOptions = {
    responseTimeoutMs,
    stallTimeoutMs,
    signal,
    // What does not compress grows a little, by gzip's header and block marks.
    maxBytes: expected.bytes + 65_536,
    onProgress: (receivedBytes, totalBytes) => onProgress?.({ file, url, receivedBytes, totalBytes }),
  };
  const part = await PartFile.open(partFile(destination, url), request.maxBytes);
  try {
    for (;;) {
      const outcome = await fetchPersistently(url, part, request);
      const bytes = await unpack(part.contents, expected, file);
      if (bytes) return bytes;
      await part.restart();
      // After a resumed download the fault may lie in what an earlier try had left: once more from the beginning.
      if (outcome === 'whole') throw new MirrorError('delivered a file with the wrong checksum');
    }
  } finally {
    await part.close();
  }
}

/** A mirror that breaks off more often than this is slower than the next one. */
const MAX_TRIES = 10;

/** Goes on after a broken connection while each try brings the file further. */
async function fetchPersistently(
  url: string,
  part: PartFile,
  request: RequestOptions,
): Promise<'whole' | 'resumed'> {
  for (let tries = 1; ; tries++) {
    const before = part.length;
    try {
      return await fetchRest(url, part, request);
    } catch (error) {
      if (!(error instanceof MirrorError) || part.length <= before || tries === MAX_TRIES) throw error;
    }
  }
}

/** The decompressed file, or undefined when it is not the one expected. */
async function unpack(
  received: Uint8Array<ArrayBuffer>,
  expected: KnownFile,
  name: string,
): Promise<Uint8Array | undefined> {
  try {
    const bytes = isGzip(received) ? await gunzip(received, { name, maxBytes: expected.bytes }) : received;
    return sha256(bytes) === expected.sha256 ? bytes : undefined;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}
