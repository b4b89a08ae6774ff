// `@shadegrad/data/load` for cells in this page: called as `loadDataset` of `@shadegrad/data/node`, for which the name stands
// in Node. Pictures are fetched, checked and drawn in a worker, which the page does not wait for.

import type { Dataset } from '@shadegrad/data';
import { proxy, wrap } from 'comlink';
import '../worker/told-errors.js';
import { appFolder } from './app-folder.js';
import type { DatasetWorker } from './dataset-worker.js';

/** Where the pictures came from; `kind` is one of those in Node. */
export type DataOrigin =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'cache' }
  /** `reason` is absent when they were asked for; else it is why the real digits could not be had. */
  | { readonly kind: 'synthetic'; readonly seed: number; readonly reason?: string };

export interface LoadedDataset {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly origin: DataOrigin;
}

export interface LoadOptions {
  /** `mnist` or `synthetic`. Absent: MNIST as it is beside the app or kept by the browser, else synthetic digits. */
  readonly source?: string;
  /** The most training examples. Default: all; of synthetic digits 12,000. */
  readonly train?: number;
  /** The most test examples. Default: all; of synthetic digits 2,000. */
  readonly test?: number;
  /** How many synthetic digits, and their seed, as in Node. */
  readonly synthetic?: { readonly train?: number; readonly test?: number; readonly seed?: number };
  /** Told what is done, and how much of that, from 0 to 1, where it is known. */
  readonly onProgress?: (what: string, share: number | undefined) => void;
}

/** @throws ShadegradError `SHADEGRAD_DATA_MISSING` where what was named is not to be had. */
export async function loadDataset({
  onProgress = () => {},
  ...options
}: LoadOptions = {}): Promise<LoadedDataset> {
  const worker = new Worker(new URL('./dataset-worker.ts', import.meta.url), {
    type: 'module',
    name: 'data',
  });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(`The pictures’ worker ended: ${message}`)),
    );
  });
  try {
    const loading = wrap<DatasetWorker>(worker).load(options, `${appFolder()}data/`, proxy(onProgress));
    return await Promise.race([loading, failed]);
  } finally {
    worker.terminate();
  }
}

/** The origin in words. */
export function describeOrigin(origin: DataOrigin): string {
  switch (origin.kind) {
    case 'folder':
      return `the folder ${origin.path} beside the app`;
    case 'cache':
      return 'the browser’s cache';
    case 'synthetic': {
      const digits = `synthetic digits (seed ${origin.seed})`;
      return origin.reason === undefined ? digits : `${digits}, because ${origin.reason.replace(/\.$/, '')}`;
    }
    default:
      return origin satisfies never;
  }
}
