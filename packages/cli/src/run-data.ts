// The pictures of a run: loaded by name or folder, cut to the limits, and recorded so that the same can be had again.

import { resolve } from 'node:path';
import { dataFingerprint, ShadegradError, type DataRecord } from '@shadegrad/core';
import { take, type Dataset } from '@shadegrad/data';
import { describeOrigin, loadDataset, type DataOrigin } from '@shadegrad/data/node';
import { sha256 } from './run-folder/checksums.js';
import type { Surroundings } from './terminal/output.js';

export interface DataRequest {
  /** `mnist`, `fashion-mnist`, `synthetic` or a folder; absent for the first that is to be had. */
  readonly source?: string | undefined;
  readonly trainingLimit?: number | undefined;
  readonly testLimit?: number | undefined;
  readonly signal?: AbortSignal;
  /** Told about a download that is under way. */
  readonly onDownload?: (file: string, receivedBytes: number, totalBytes: number | undefined) => void;
}

export interface RunData {
  readonly training: Dataset;
  readonly test: Dataset;
  readonly origin: DataOrigin;
}

/** @throws DataError as `loadDataset` of `@shadegrad/data`. */
export async function loadRunData(
  request: DataRequest,
  { env }: Pick<Surroundings, 'env'>,
): Promise<RunData> {
  const { source, trainingLimit, testLimit, signal, onDownload } = request;
  const { train, test, origin } = await loadDataset({
    env,
    ...(source !== undefined && { source }),
    // A smaller synthetic set is the beginning of a larger one: nothing is drawn to be thrown away.
    synthetic: {
      ...(trainingLimit !== undefined && { train: trainingLimit }),
      ...(testLimit !== undefined && { test: testLimit }),
    },
    ...(signal !== undefined && { signal }),
    ...(onDownload !== undefined && {
      onProgress: ({ file, receivedBytes, totalBytes }) => onDownload(file, receivedBytes, totalBytes),
    }),
  });
  return {
    training: trainingLimit === undefined ? train : take(train, trainingLimit),
    test: testLimit === undefined ? test : take(test, testLimit),
    origin,
  };
}

/** What config.json keeps of the data. */
export async function recordData(data: RunData, request: DataRequest): Promise<DataRecord> {
  const { training, test, origin } = data;
  const { source, trainingLimit, testLimit } = request;
  return {
    name: training.name,
    ...(source !== undefined && { source }),
    origin: describeOrigin(origin),
    reload: reloadable(origin, training.name),
    shape: [...training.shape],
    classes: [...training.classes],
    ...(trainingLimit !== undefined && { trainingLimit }),
    ...(testLimit !== undefined && { testLimit }),
    training: await dataFingerprint(training, sha256),
    test: await dataFingerprint(test, sha256),
  };
}

function reloadable(origin: DataOrigin, name: string): string {
  switch (origin.kind) {
    case 'folder':
      return resolve(origin.path);
    case 'cache':
    case 'download':
      return name;
    case 'synthetic':
      return 'synthetic';
    default:
      return origin satisfies never;
  }
}

/**
 * Loads the data of a recorded run again.
 *
 * @throws ShadegradError `SHADEGRAD_RUN_DATA` where the pictures are no longer those that the run was made with.
 */
export async function reloadRunData(
  record: DataRecord,
  request: Pick<DataRequest, 'source' | 'signal' | 'onDownload'>,
  surroundings: Pick<Surroundings, 'env'>,
): Promise<RunData> {
  const { trainingLimit, testLimit } = record;
  const source = request.source ?? record.reload;
  const data = await loadRunData({ ...request, source, trainingLimit, testLimit }, surroundings);
  for (const part of ['training', 'test'] as const) {
    if ((await dataFingerprint(data[part], sha256)).sha256 === record[part].sha256) continue;
    throw new ShadegradError(
      'SHADEGRAD_RUN_DATA',
      `The ${part} images of ${source} are not those that the run was made with (SHA-256 ${record[part].sha256.slice(0, 12)}…).`,
      'Name the original ones with --data DIR, or start a new run.',
    );
  }
  return data;
}
