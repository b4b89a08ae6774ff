// The worker that gets pictures for cells: it takes a while to draw or to check thousands of them.

import { DataError, syntheticDigits, take, type Dataset } from '@shadegrad/data';
import { expose, transfer } from 'comlink';
import { DRAWN } from '../data/drawn.js';
import { loadBeside } from '../data/fetch-mnist.js';
import type { Tell } from '../data/loaded-pictures.js';
import '../worker/told-errors.js';
import type { DataOrigin, LoadedDataset, LoadOptions } from './load-dataset.js';

const api = {
  /** @param folder Where MNIST lies, if it does. */
  async load(options: Omit<LoadOptions, 'onProgress'>, folder: string, tell: Tell): Promise<LoadedDataset> {
    const loaded = await load(options, folder, tell);
    const { train, test } = loaded;
    return transfer(
      loaded,
      [train, test].flatMap(({ images, labels }) => [images.buffer, labels.buffer]),
    );
  },
};

export type DatasetWorker = typeof api;

async function load(
  options: Omit<LoadOptions, 'onProgress'>,
  folder: string,
  tell: Tell,
): Promise<LoadedDataset> {
  const { source } = options;
  if (source === 'synthetic') return draw(options, tell);
  if (source !== undefined && source !== 'mnist') {
    throw new DataError(
      'SHADEGRAD_DATA_MISSING',
      `This page has no pictures called "${source}".`,
      'Ask for "mnist" or "synthetic", or for nothing in particular.',
    );
  }
  try {
    const { training, test, summary } = await loadBeside(folder, tell);
    const origin: DataOrigin =
      summary.origin === 'kept by the browser' ? { kind: 'cache' } : { kind: 'folder', path: 'data' };
    return { train: atMost(training, options.train), test: atMost(test, options.test), origin };
  } catch (error) {
    if (source !== undefined || !(error instanceof DataError)) throw error;
    return draw(options, tell, error.message);
  }
}

function draw(
  { train, test, synthetic = {} }: Omit<LoadOptions, 'onProgress'>,
  tell: Tell,
  reason?: string,
): LoadedDataset {
  tell('Drawing digits', undefined);
  const { seed = DRAWN.seed } = synthetic;
  const drawn = syntheticDigits({
    train: synthetic.train ?? train ?? DRAWN.training,
    test: synthetic.test ?? test ?? DRAWN.test,
    seed,
  });
  return { ...drawn, origin: { kind: 'synthetic', seed, ...(reason !== undefined && { reason }) } };
}

/** A copy, so that what is sent is no more than that. */
function atMost(dataset: Dataset, most = Infinity): Dataset {
  if (dataset.labels.length <= most) return dataset;
  const { images, labels, ...rest } = take(dataset, most);
  return { ...rest, images: images.slice(), labels: labels.slice() };
}

expose(api);
