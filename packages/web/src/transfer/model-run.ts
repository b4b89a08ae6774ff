// A model that came in as a run that is over: it is kept with the others, opened, classifies the test pictures, is drawn on
// and looked into, and goes home in any format. To train its network further or anew, its run is forked.

import { parseModel, ShadegradError, type AdapterDescription, type DataRecord } from '@shadegrad/core';
import type { DataSummary } from '../data/data-state.js';
import { shape } from '../design/format.js';
import { recordOf, type KeptRun } from '../runs/kept-run.js';
import { folderConfigOf } from '../runs/run-settings.js';
import type { TrainingSettings } from '../training/settings.js';
import type { ReadModel } from './model-files-worker.js';

const TITLES: Readonly<Record<ReadModel['format'], string>> = {
  safetensors: 'safetensors',
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js',
  keras: 'Keras',
  hdf5: 'Keras (HDF5)',
};

export interface ModelCircumstances {
  /** What the model is called. */
  readonly name: string;
  /** Those it is to classify. */
  readonly pictures: DataSummary;
  readonly data: DataRecord;
  readonly settings: TrainingSettings;
  readonly adapter: AdapterDescription;
}

/** @throws ShadegradError `SHADEGRAD_MODEL_DATA` where the pictures at hand are none for this model. */
export async function modelRunOf(
  { model, format, bytes }: ReadModel,
  { name, pictures, data, settings, adapter }: ModelCircumstances,
): Promise<KeptRun> {
  refuseOtherPictures(model, name, pictures);
  const browser = navigator.userAgent;
  const config = folderConfigOf({ model, settings }, { created: new Date(), data, adapter, browser });
  const init = { path: `${name} (${TITLES[format]})`, sha256: await sha256(bytes) };
  return {
    ...recordOf({ ...config, name, init }),
    note: `A ${TITLES[format]} model that was taken in`,
    origin: 'a file',
    status: 'finished',
  };
}

function refuseOtherPictures(
  json: ReadModel['model'],
  name: string,
  { shape: own, classes, title }: DataSummary,
): void {
  const { inputShape, outputShape } = parseModel(json);
  const takes = inputShape.join() === own.join();
  const tells = outputShape.length === 1 && outputShape[0] === classes.length;
  if (takes && tells) return;
  throw new ShadegradError(
    'SHADEGRAD_MODEL_DATA',
    `${name} takes ${shape(inputShape)} and tells ${shape(outputShape)} classes apart; the pictures here (${title}) are ` +
      `${shape(own)} of ${classes.length} classes.`,
    'Load pictures that it was made for under Data, then take it in again.',
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
