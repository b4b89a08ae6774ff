import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { datasetFileNames, datasetFileRoles } from '../known-datasets.js';
import { codeOf } from '../testing/error-code.js';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { tinyFiles } from '../testing/tiny-dataset.js';
import { verifyDataset, type DatasetCheck } from './verify-dataset.js';

async function tinyFolder(): Promise<string> {
  const folder = await temporaryFolder();
  for (const role of datasetFileRoles)
    await writeFile(path.join(folder, datasetFileNames[role]), tinyFiles[role]);
  return folder;
}

const statuses = ({ files }: DatasetCheck): string[] => files.map(({ status }) => status);

describe('verifyDataset', () => {
  it('calls sound files that belong to no known dataset readable', async () => {
    const check = await verifyDataset(await tinyFolder());
    expect(statuses(check)).toEqual(['readable', 'readable', 'readable', 'readable']);
    expect(check.sound).toBe(true);
    expect(check.dataset).toBeUndefined();
  });

  it('tells of each file what is wrong with it', async () => {
    const folder = await tinyFolder();
    await writeFile(path.join(folder, 'train-images-idx3-ubyte'), tinyFiles.trainImages.subarray(0, 17));
    await rm(path.join(folder, 't10k-images-idx3-ubyte'));
    const check = await verifyDataset(folder);
    expect(statuses(check)).toEqual(['damaged', 'readable', 'missing', 'readable']);
    expect(check.sound).toBe(false);
    expect(check.files[0]).toMatchObject({ error: { code: 'SHADEGRAD_IDX_TRUNCATED' } });
  });

  it('does not take other files for those of a known dataset', async () => {
    const cache = await temporaryFolder();
    expect(statuses(await verifyDataset('mnist', { cache }))).toEqual([
      'missing',
      'missing',
      'missing',
      'missing',
    ]);
    const folder = path.join(cache, 'datasets', 'mnist');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 't10k-labels-idx1-ubyte'), tinyFiles.testLabels);
    const check = await verifyDataset('mnist', { cache });
    expect(check.files[3]).toMatchObject({ status: 'damaged', error: { code: 'SHADEGRAD_DATA_CHECKSUM' } });
  });

  it('refuses a folder that is not there', async () => {
    expect(await codeOf(() => verifyDataset('/nowhere/at/all'))).toBe('SHADEGRAD_DATA_MISSING');
  });
});
