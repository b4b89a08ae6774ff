// Models in other programs' formats, for the page: each job is done by a worker of its own.

import { ShadegradError, type ModelJson } from '@shadegrad/core';
import type { ModelFiles } from '@shadegrad/core/formats';
import { wrap, type Remote } from 'comlink';
import { zipSync } from 'fflate';
import '../worker/told-errors.js';
import type { ForeignFormat } from './foreign-formats.js';
import type { ModelFilesApi, ReadModel } from './model-files-worker.js';

/** @throws ShadegradError what `importModel` throws. */
export function readModelFiles(files: ModelFiles, model: ModelJson | undefined): Promise<ReadModel> {
  return inWorker((worker) => worker.read(files, model));
}

/**
 * A network as one file to take home; several go into a zip.
 *
 * @param weights A safetensors file that describes its network.
 * @param name Of the file, without its ending.
 */
export async function writeModelFile(
  weights: Uint8Array,
  format: ForeignFormat,
  name: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const files = await inWorker((worker) => worker.write(weights, format));
  const [[only = '', bytes] = []] = files;
  if (files.size === 1 && bytes !== undefined) {
    return { name: `${name}${only.slice(only.lastIndexOf('.'))}`, bytes: new Uint8Array(bytes) };
  }
  // Weights are as good as random: packing them takes long and gains little.
  return { name: `${name}-${format}.zip`, bytes: zipSync(Object.fromEntries(files), { level: 0 }) };
}

async function inWorker<Result>(use: (worker: Remote<ModelFilesApi>) => Promise<Result>): Promise<Result> {
  const worker = new Worker(new URL('./model-files-worker.ts', import.meta.url), {
    type: 'module',
    name: 'model files',
  });
  const crash = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(notStarted(message)));
  });
  try {
    return await Promise.race([use(wrap<ModelFilesApi>(worker)), crash]);
  } finally {
    worker.terminate();
  }
}

const notStarted = (why: string | undefined): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_FORMAT_WORKER',
    `What reads and writes other programs’ models could not be started${why ? `: ${why}` : ''}.`,
    'Check the network and try again: it is loaded when it is first needed.',
  );
