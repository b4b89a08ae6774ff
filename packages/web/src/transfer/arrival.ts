// What a person's files are: the zip of a run folder, or a model in whatever format.

import type { ModelFiles } from '@shadegrad/core/formats';
import { unzip } from './unzip.js';

/** Describes the other files of a TensorFlow.js model. */
const DESCRIPTION = 'model.json';
const MOST_MODEL_BYTES = 2 ** 30;

export type Arrival =
  | { readonly kind: 'run'; readonly file: File }
  | {
      readonly kind: 'model';
      /** What the model is called, without an ending. */
      readonly name: string;
      readonly files: ModelFiles;
    };

/** @throws ShadegradError `SHADEGRAD_ZIP…`. */
export async function arrivalOf(files: readonly File[]): Promise<Arrival> {
  const [first] = files;
  if (files.length === 1 && first !== undefined && /\.zip$/i.test(first.name)) {
    const zipped = await zippedModel(first);
    return zipped.size === 0
      ? { kind: 'run', file: first }
      : { kind: 'model', name: stem(first.name), files: zipped };
  }
  const read = files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const);
  const main = files.find(({ name }) => name === DESCRIPTION) ?? first;
  return { kind: 'model', name: stem(main?.name ?? ''), files: new Map(await Promise.all(read)) };
}

/** The files of a TensorFlow.js model, which this page takes home as a zip; none where the zip holds something else. */
async function zippedModel(file: File): Promise<ModelFiles> {
  const unpacked = unzip(new Uint8Array(await file.arrayBuffer()), file.name, {
    mostBytes: MOST_MODEL_BYTES,
    wanted: (name, all) => {
      const description = all.find((other) => other.split('/').at(-1) === DESCRIPTION);
      const folder = description?.slice(0, -DESCRIPTION.length);
      const isBeside = folder !== undefined && name.startsWith(folder) && !name.endsWith('/');
      return isBeside ? { mostBytes: MOST_MODEL_BYTES } : undefined;
    },
  });
  return new Map([...unpacked].map(([name, bytes]) => [name.split('/').at(-1) ?? name, bytes]));
}

/** `mnist.weights.h5` → `mnist` */
const stem = (name: string): string => name.replace(/(\.weights)?\.[^.]+$/, '') || 'model';
