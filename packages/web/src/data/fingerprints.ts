// Which pictures these are, told by their bytes; worked out once for each that are loaded.

import { dataFingerprint, type DataRecord } from '@shadegrad/core';
import type { LoadedPictures } from './loaded-pictures.js';

type Fingerprints = Pick<DataRecord, 'training' | 'test'>;

const known = new WeakMap<LoadedPictures, Promise<Fingerprints>>();

export function fingerprintsOf(pictures: LoadedPictures): Promise<Fingerprints> {
  const made = known.get(pictures) ?? work(pictures);
  known.set(pictures, made);
  return made;
}

async function work({ training, test }: LoadedPictures): Promise<Fingerprints> {
  return { training: await dataFingerprint(training), test: await dataFingerprint(test) };
}
