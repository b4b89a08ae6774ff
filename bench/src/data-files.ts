// The pictures as files that every contender reads, in whatever language: bytes, nothing else.

import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDataset } from '@shadegrad/data/node';
import type { DataFiles } from './protocol/messages.js';

export interface WrittenData {
  readonly files: DataFiles;
  readonly testImages: number;
  /** For the report. */
  readonly description: string;
  readonly remove: () => void;
}

/** MNIST as the command `shadegrad train` finds it: in SHADEGRAD_DATA, in the cache, from the network, or drawn. */
export async function writeData(): Promise<WrittenData> {
  const { train, test, origin } = await loadDataset();
  const folder = await mkdtemp(join(tmpdir(), 'shadegrad-bench-data-'));
  const files = {
    trainImages: join(folder, 'train-images'),
    trainLabels: join(folder, 'train-labels'),
    testImages: join(folder, 'test-images'),
    testLabels: join(folder, 'test-labels'),
  };
  await Promise.all([
    writeFile(files.trainImages, train.images),
    writeFile(files.trainLabels, train.labels),
    writeFile(files.testImages, test.images),
    writeFile(files.testLabels, test.labels),
  ]);
  return {
    files,
    testImages: test.labels.length,
    description: origin.kind === 'synthetic' ? 'drawn digits, because MNIST is not to be had' : train.name,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
