// MNIST's four files: from the folder beside the app, or from a mirror when a person asks for that; checked by size and
// SHA-256, and kept in Cache Storage, so that the next visit needs no network.

import {
  DataError,
  datasetFileNames,
  datasetFileRoles,
  datasetFromIdx,
  gunzip,
  isGzip,
  knownDatasets,
  type DatasetFileRole,
} from '@shadegrad/data';
import type { DataOrigin } from './data-state.js';
import { withSummary, type LoadedPictures, type Tell } from './loaded-pictures.js';

const CACHE = 'shadegrad-mnist-1';

/** Allows pages of other origins to read it, which not all mirrors do. */
export const MIRROR = 'https://raw.githubusercontent.com/fgnt/mnist/master/';

type Files = Record<DatasetFileRole, Uint8Array<ArrayBuffer>>;

/** @throws DataError `SHADEGRAD_DATA_MISSING` where the files are neither kept nor beside the app, and what checks throw. */
export async function loadBeside(folder: string, tell: Tell): Promise<LoadedPictures> {
  return (await fromCache(tell)) ?? download(folder, 'beside the app', tell);
}

/** @throws DataError `SHADEGRAD_DATA_DOWNLOAD`, `SHADEGRAD_DATA_CHECKSUM`. */
export async function loadMirror(tell: Tell): Promise<LoadedPictures> {
  return download(MIRROR, 'mirror', tell);
}

async function download(folder: string, origin: DataOrigin, tell: Tell): Promise<LoadedPictures> {
  const packed = await fetchAll(folder, tell);
  tell('Checking MNIST', undefined);
  const files = await checked(packed, folder);
  await keep(packed);
  return picturesOf(files, origin);
}

async function fetchAll(folder: string, tell: Tell): Promise<Files> {
  // What a mirror sends is compressed to about this.
  const expected = 11_594_722;
  let received = 0;
  return forEachFile((role) =>
    fetchFile(folder, role, (more) => {
      received += more;
      tell('Downloading MNIST', Math.min(1, received / expected));
    }),
  );
}

/** One after the other, the small ones first: a folder that is not there shows quickly. */
async function forEachFile(
  make: (role: DatasetFileRole) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Files> {
  const [testLabels, trainLabels] = [await make('testLabels'), await make('trainLabels')];
  const [testImages, trainImages] = [await make('testImages'), await make('trainImages')];
  return { trainImages, trainLabels, testImages, testLabels };
}

async function fetchFile(
  folder: string,
  role: DatasetFileRole,
  onBytes: (more: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(`${datasetFileNames[role]}.gz`, folder);
  const response = await fetch(url, { credentials: 'omit' }).catch((cause: unknown) => {
    throw missing(`${url.host} cannot be reached`, cause);
  });
  // Some hosts answer with a page where there is no file.
  const isPage = response.headers.get('content-type')?.includes('html') === true;
  if (!response.ok || response.body === null || isPage) {
    throw missing(`${url.pathname} is not there`);
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    // Ten times what it should be is something else.
    if (length > 10 * knownDatasets.mnist.files[role].bytes) {
      await reader.cancel();
      throw missing(`${url.pathname} is far larger than MNIST's`);
    }
    onBytes(value.length);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** Unpacks and checks. Some hosts have unpacked already. @param place Where they came from, for the error. */
async function checked(packed: Files, place: string): Promise<Files> {
  return forEachFile(async (role) => {
    const name = datasetFileNames[role];
    const { bytes, sha256 } = knownDatasets.mnist.files[role];
    const file = isGzip(packed[role]) ? await gunzip(packed[role], { name, maxBytes: bytes }) : packed[role];
    const digest = hexadecimal(await crypto.subtle.digest('SHA-256', file));
    if (digest !== sha256) {
      throw new DataError(
        'SHADEGRAD_DATA_CHECKSUM',
        `${name} from ${place} is not MNIST's file: its SHA-256 is ${digest.slice(0, 12)}… and not ${sha256.slice(0, 12)}…. It was not taken.`,
        WAYS,
      );
    }
    return file;
  });
}

const hexadecimal = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

function picturesOf(files: Files, origin: DataOrigin): LoadedPictures {
  const { name, classes, title } = knownDatasets.mnist;
  const part = (images: DatasetFileRole, labels: DatasetFileRole) =>
    datasetFromIdx({ name, classes, images: files[images], labels: files[labels] });
  return withSummary(part('trainImages', 'trainLabels'), part('testImages', 'testLabels'), title, origin);
}

/** Keys of a cache are addresses; these are of this origin, wherever the files came from. */
const cacheKey = (role: DatasetFileRole): string =>
  new URL(`/mnist/${datasetFileNames[role]}`, location.origin).href;

/** Storage may be full or denied; then the next visit downloads again. */
async function keep(packed: Files): Promise<void> {
  try {
    const cache = await caches.open(CACHE);
    for (const role of datasetFileRoles) await cache.put(cacheKey(role), new Response(packed[role]));
  } catch {
    await caches.delete(CACHE).catch(() => false);
  }
}

/** Nothing where they are not all kept, or damaged: then they are fetched anew. */
async function fromCache(tell: Tell): Promise<LoadedPictures | undefined> {
  try {
    const cache = await caches.open(CACHE);
    const packed = await forEachFile(async (role) => {
      const response = await cache.match(cacheKey(role));
      if (response === undefined) throw new Error('not kept');
      return new Uint8Array(await response.arrayBuffer());
    });
    tell('Checking MNIST', undefined);
    return picturesOf(await checked(packed, 'this browser'), 'kept by the browser');
  } catch {
    return undefined;
  }
}

const WAYS =
  'Put MNIST’s four files into the folder data beside the app, press MNIST from GitHub under Other pictures, or drop IDX files of your own here.';

const missing = (why: string, cause?: unknown): DataError =>
  new DataError('SHADEGRAD_DATA_MISSING', `MNIST is not to be had: ${why}.`, WAYS, { cause });
