// A person's own IDX files, plain or gzipped. What each one is its header says; which is for training and which for
// testing is told by their names, or else by their sizes.

import {
  DataError,
  datasetFromIdx,
  gunzip,
  isGzip,
  parseIdx,
  splitValidation,
  type Dataset,
} from '@shadegrad/data';
import { withSummary, type LoadedPictures } from './loaded-pictures.js';

interface IdxFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly examples: number;
  readonly kind: 'images' | 'labels';
}

/** Share that is kept for testing where there is but one pair of files. */
const TEST_SHARE = 1 / 7;

/** @throws DataError naming the file that is none of IDX, or what is missing. */
export async function datasetFromFiles(files: readonly File[]): Promise<LoadedPictures> {
  const read = await Promise.all(files.map(readFile));
  const pairs = pairUp(read);
  const [first, second] = pairs.map((pair) => datasetFrom(pair, classesOf(read)));
  if (first === undefined) throw wrongFiles(files);
  const [training, test] = second === undefined ? splitValidation(first, TEST_SHARE) : [first, second];
  if (training.shape.join() !== test.shape.join()) {
    throw new DataError(
      'SHADEGRAD_DATASET_INVALID',
      `The training pictures are ${training.shape.join('×')}, the test pictures ${test.shape.join('×')}.`,
      'Give pictures of one size.',
    );
  }
  return withSummary(training, test, titleOf(files), 'your files');
}

/** `train-images-idx3-ubyte.gz and 3 more` */
function titleOf([first, ...others]: readonly File[]): string {
  return `${first?.name ?? ''}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

async function readFile(file: File): Promise<IdxFile> {
  const packed = new Uint8Array(await file.arrayBuffer());
  const bytes = isGzip(packed) ? await gunzip(packed, { name: file.name }) : packed;
  const { shape } = parseIdx(bytes, file.name);
  return { name: file.name, bytes, examples: shape[0] ?? 0, kind: shape.length === 1 ? 'labels' : 'images' };
}

/** Pictures with the labels of the same number, training first. */
function pairUp(files: readonly IdxFile[]): readonly { images: IdxFile; labels: IdxFile }[] {
  const images = files.filter(({ kind }) => kind === 'images').sort(trainingFirst);
  const labels = files.filter(({ kind }) => kind === 'labels').sort(trainingFirst);
  if (images.length !== labels.length || images.length === 0 || images.length > 2) throw wrongFiles(files);
  return images.flatMap((pictures, i) => {
    const own = labels[i];
    return own === undefined ? [] : [{ images: pictures, labels: own }];
  });
}

function trainingFirst(a: IdxFile, b: IdxFile): number {
  const isTest = ({ name }: IdxFile): number => (/t10k|test/i.test(name) ? 1 : 0);
  return isTest(a) - isTest(b) || b.examples - a.examples;
}

/** IDX names no classes: they are the numbers up to the largest label. */
function classesOf(files: readonly IdxFile[]): readonly string[] {
  const labels = files.filter(({ kind }) => kind === 'labels');
  const largest = labels.reduce(
    (most, { bytes, name }) => parseIdx(bytes, name).data.reduce((a, b) => Math.max(a, b), most),
    1,
  );
  return Array.from({ length: largest + 1 }, (_, i) => String(i));
}

function datasetFrom(
  { images, labels }: { images: IdxFile; labels: IdxFile },
  classes: readonly string[],
): Dataset {
  return datasetFromIdx({
    name: 'your-files',
    images: images.bytes,
    labels: labels.bytes,
    imagesName: images.name,
    labelsName: labels.name,
    classes,
  });
}

const wrongFiles = (files: readonly { readonly name: string }[]): DataError =>
  new DataError(
    'SHADEGRAD_DATA_UNREADABLE',
    `${files.map(({ name }) => name).join(', ')}: this is no pair of pictures and labels, nor two.`,
    'Drop a file of pictures (IDX3) and one of labels (IDX1), or both for training and for testing.',
  );
