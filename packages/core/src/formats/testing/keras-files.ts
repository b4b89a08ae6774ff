// Networks in Keras' words, and HDF5 files, that nobody would make: the right names and kinds, put together by chance.

import * as fc from 'fast-check';
import { File, type Group, ready } from 'h5wasm';

const LONG = 'long'.repeat(1000);
const CLASSES = `InputLayer Conv2D MaxPooling2D Dense Dropout Flatten Activation ReLU Softmax Lambda`.split(
  ' ',
);

const extent = fc.constantFrom<unknown>(
  1,
  2,
  3,
  3,
  [1, 2],
  [3, 3],
  0,
  -1,
  0.5,
  2 ** 31,
  null,
  '3',
  [1, 2, 3],
);
const few = fc.constantFrom<unknown>(1, 2, 3, 4, 0, -1, 1e9, 0.5, null);
const name = fc.constantFrom('a', 'b', 'c', 'conv2d', 'dense', '', '__proto__', 'constructor', LONG);
const activation = fc.constantFrom<unknown>(
  'linear',
  'relu',
  'tanh',
  'softmax',
  LONG,
  null,
  { config: 'relu' },
  7,
);

const layer = fc.record({
  class_name: fc.constantFrom(...CLASSES, LONG),
  config: fc.record(
    {
      name,
      batch_shape: fc.constantFrom<unknown>(
        [null, 4, 4, 1],
        [null, 16],
        [null],
        null,
        [null, 0],
        Array(3000).fill(1),
      ),
      filters: few,
      kernel_size: extent,
      strides: extent,
      pool_size: extent,
      padding: fc.constantFrom<unknown>('valid', 'same', 'causal', LONG, 1),
      data_format: fc.constantFrom<unknown>('channels_last', 'channels_last', null, LONG),
      dilation_rate: fc.constantFrom<unknown>(1, 1, 1, [1, 1], 2),
      groups: fc.constantFrom<unknown>(1, 1, 1, 2, null),
      units: few,
      rate: fc.constantFrom<unknown>(0, 0.5, 1, -1, null, 'x'),
      activation,
      use_bias: fc.constantFrom<unknown>(true, false, null),
      kernel_initializer: fc.oneof(
        activation,
        fc.record({ class_name: name, config: fc.constant({ seed: 1 }) }),
      ),
      axis: fc.constantFrom<unknown>(-1, 1, 3, [1, 2], LONG),
    },
    { requiredKeys: ['name'] },
  ),
  inbound_nodes: fc.oneof(
    fc.constant<unknown>(undefined),
    name.map((before) => [[[before, 0, 0, {}]]]),
    fc.constant<unknown>([[['a'], ['b']]]),
  ),
});

/** What stands in `config.json`, in `model_config` and in `modelTopology`. */
export const kerasConfigs: fc.Arbitrary<unknown> = fc.record({
  class_name: fc.constantFrom('Sequential', 'Sequential', 'Functional', 'Model', LONG),
  config: fc.oneof(
    fc.array(layer, { maxLength: 6 }),
    fc.record({
      name,
      layers: fc.array(layer, { maxLength: 6 }),
      build_input_shape: fc.constantFrom<unknown>([null, 4, 4, 1], [null, 4], undefined, null, [[null, 4]]),
    }),
  ),
});

/** A group, dataset, attribute or link, and what it is called. */
interface Part {
  readonly kind: 'group' | 'floats' | 'doubles' | 'whole' | 'text' | 'texts' | 'zipped' | 'link' | 'outside';
  readonly name: string;
  readonly to: string;
  readonly length: number;
  readonly parts: readonly Part[];
}

const NAMES =
  'layers model_weights conv2d dense vars 0 1 kernel:0 bias:0 layer_names weight_names model_config a'.split(
    ' ',
  );
const KINDS: readonly Part['kind'][] = [
  'group',
  'group',
  'group',
  'floats',
  'floats',
  'doubles',
  'whole',
  'text',
  'texts',
  'zipped',
  'link',
  'outside',
];

const { part } = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.record({
    kind: fc.constantFrom(...KINDS),
    name: fc.constantFrom(...NAMES),
    to: fc.constantFrom('/', '/layers', '/layers/dense', '.', 'nowhere', '/etc/passwd'),
    length: fc.constantFrom(0, 1, 2, 3, 12, 300),
    parts: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant([]),
      fc.array(tie('part'), { maxLength: 4 }),
    ),
  }),
}));

const { FS } = await ready;
const PATH = 'made.h5';

/** HDF5 files with the groups, lists of names and tensors that Keras' have, anywhere. */
export const hdf5Files: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .array(part, { minLength: 1, maxLength: 5 })
  .map((parts) => {
    const file = new File(PATH, 'w');
    fill(file, parts);
    file.close();
    return new Uint8Array(FS.readFile(PATH));
  });

function fill(group: Group, parts: readonly Part[]): void {
  for (const { kind, name, to, length, parts: inner } of parts) {
    if (group.keys().includes(name) || name in group.attrs) continue;
    const floats = Float32Array.from({ length }, (_, i) => i);
    switch (kind) {
      case 'group':
        fill(group.create_group(name), inner);
        break;
      case 'floats':
        group.create_dataset({ name, data: floats, shape: length === 12 ? [3, 4] : [length] });
        break;
      case 'doubles':
        group.create_dataset({ name, data: Float64Array.from(floats), shape: [length] });
        break;
      case 'whole':
        group.create_dataset({ name, data: Int32Array.from(floats), shape: [length] });
        break;
      case 'zipped':
        if (length === 0) break;
        group.create_dataset({ name, data: floats, shape: [length], chunks: [length], compression: 'gzip' });
        break;
      case 'text':
        group.create_attribute(name, NAMES.slice(0, length).join(' '));
        break;
      case 'texts':
        group.create_attribute(name, NAMES.slice(0, 1 + length));
        break;
      case 'link':
        group.create_soft_link(to, name);
        break;
      case 'outside':
        group.create_external_link(PATH, to, name);
        break;
      default:
        kind satisfies never;
    }
  }
}
