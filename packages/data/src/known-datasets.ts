// The datasets that shadegrad knows by name: where they are, what their bytes must be, what their classes are called,
// and under which terms they are given. Mirrors compress differently, so the checksums are of the decompressed files.

/** The four files of a dataset in MNIST's layout. */
export type DatasetFileRole = 'trainImages' | 'trainLabels' | 'testImages' | 'testLabels';

export const datasetFileRoles: readonly DatasetFileRole[] = [
  'trainImages',
  'trainLabels',
  'testImages',
  'testLabels',
];

/** Name of each file, without `.gz`. */
export const datasetFileNames: Readonly<Record<DatasetFileRole, string>> = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
};

export interface KnownFile {
  /** Size of the decompressed file. */
  readonly bytes: number;
  /** SHA-256 of the decompressed file, in lower-case hexadecimal. */
  readonly sha256: string;
}

export type KnownDatasetName = 'mnist' | 'fashion-mnist';

export interface KnownDataset {
  readonly name: KnownDatasetName;
  readonly title: string;
  readonly classes: readonly string[];
  readonly files: Readonly<Record<DatasetFileRole, KnownFile>>;
  /** Addresses of folders that hold the four files with `.gz` at the end of their names, in the order to try them. */
  readonly mirrors: readonly string[];
  readonly licence: string;
  readonly citation: string;
  readonly homepage: string;
}

/**
 * MNIST and Fashion-MNIST: 60,000 training and 10,000 test pictures of 28×28 grey pixels each.
 *
 * @example
 * ```ts
 * import { knownDatasets } from '@shadegrad/data';
 *
 * console.log(knownDatasets['fashion-mnist'].classes[9]); // Ankle boot
 * ```
 */
export const knownDatasets: Readonly<Record<KnownDatasetName, KnownDataset>> = {
  mnist: {
    name: 'mnist',
    title: 'MNIST handwritten digits',
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    files: {
      trainImages: {
        bytes: 47_040_016,
        sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      },
      trainLabels: {
        bytes: 60_008,
        sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      },
      testImages: {
        bytes: 7_840_016,
        sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      },
      testLabels: {
        bytes: 10_008,
        sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
      },
    },
    mirrors: [
      'https://ossci-datasets.s3.amazonaws.com/mnist/',
      'https://storage.googleapis.com/cvdf-datasets/mnist/',
      'https://raw.githubusercontent.com/fgnt/mnist/master/',
    ],
    licence: 'CC BY-SA 3.0',
    citation: 'Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits, 1998.',
    homepage: 'http://yann.lecun.com/exdb/mnist/',
  },
  'fashion-mnist': {
    name: 'fashion-mnist',
    title: "Fashion-MNIST, pictures of Zalando's articles",
    classes: [
      'T-shirt/top',
      'Trouser',
      'Pullover',
      'Dress',
      'Coat',
      'Sandal',
      'Shirt',
      'Sneaker',
      'Bag',
      'Ankle boot',
    ],
    files: {
      trainImages: {
        bytes: 47_040_016,
        sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      },
      trainLabels: {
        bytes: 60_008,
        sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
      },
      testImages: {
        bytes: 7_840_016,
        sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      },
      testLabels: {
        bytes: 10_008,
        sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
      },
    },
    mirrors: [
      'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
      'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
      // Zalando's own, plain HTTP: what makes it safe is the checksum.
      'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
    ],
    licence: 'MIT',
    citation:
      'H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning ' +
      'Algorithms, arXiv:1708.07747, 2017.',
    homepage: 'https://github.com/zalandoresearch/fashion-mnist',
  },
};

/** Whether a name is one of {@link knownDatasets}. */
export function isKnownDatasetName(name: string): name is KnownDatasetName {
  return Object.hasOwn(knownDatasets, name);
}
