// From what was asked for to pictures in memory. Where nobody asked for anything in particular, MNIST is taken as the
// browser keeps it or as it lies beside the app, else digits are drawn, and the summary says why.

import { DataError, syntheticDigitsInSlices, take } from '@shadegrad/data';
import type { DataRequest } from './data-state.js';
import { DRAWN } from './drawn.js';
import { loadBeside, loadMirror } from './fetch-mnist.js';
import { datasetFromFiles } from './idx-files.js';
import { type LoadedPictures, type Tell, withSummary } from './loaded-pictures.js';

/** @throws DataError, with the reason why what was asked for cannot be had. */
export async function loadPictures(request: DataRequest, tell: Tell): Promise<LoadedPictures> {
  switch (request.kind) {
    case 'drawn':
      return draw(request, tell);
    case 'files':
      tell('Reading your files', undefined);
      return datasetFromFiles(request.files);
    case 'mirror':
      return loadMirror(tell);
    case 'default':
      try {
        return await loadBeside(request.folder, tell);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        return draw({ kind: 'drawn', ...DRAWN }, tell, error.message);
      }
    case 'recorded':
      return loadRecorded(request, tell);
    default:
      return request satisfies never;
  }
}

/** Every run of the command line without limits draws so many. */
const ALL_DRAWN = { training: 60_000, test: 10_000 };

async function loadRecorded(
  { record, folder }: DataRequest & { kind: 'recorded' },
  tell: Tell,
): Promise<LoadedPictures> {
  const { trainingLimit, testLimit } = record;
  if (record.reload === 'synthetic') {
    const { training = ALL_DRAWN.training, test = ALL_DRAWN.test } = {
      training: trainingLimit,
      test: testLimit,
    };
    return draw({ kind: 'drawn', training, test, seed: DRAWN.seed }, tell);
  }
  if (record.name !== 'mnist') {
    throw new DataError(
      'SHADEGRAD_DATA_MISSING',
      `The run was made with other pictures (${record.origin}), which this page cannot get by itself.`,
      'Drop their IDX files on the page, then open the run again.',
    );
  }
  const { training, test, summary } = await loadBeside(folder, tell);
  return withSummary(
    trainingLimit === undefined ? training : take(training, trainingLimit),
    testLimit === undefined ? test : take(test, testLimit),
    summary.title,
    summary.origin,
  );
}

/** The worker answers meanwhile, and the page opens its GPU. */
async function draw(
  request: DataRequest & { kind: 'drawn' },
  tell: Tell,
  reason?: string,
): Promise<LoadedPictures> {
  const { training, test, seed } = request;
  let told = -1;
  const drawn = await syntheticDigitsInSlices({ train: training, test, seed }, (done, of) => {
    // What is told is drawn anew, which takes the processor's time from the digits.
    const tenths = Math.floor((10 * done) / of);
    if (tenths > told) tell('Drawing digits', tenths / 10);
    told = tenths;
  });
  return withSummary(drawn.train, drawn.test, 'Drawn digits', 'drawn', reason);
}
