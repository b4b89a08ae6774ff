// Each operator of ONNX that a network here can have, as layers.

import type { ActivationName } from '../../layers/schemas.js';
import { size } from '../../model/index.js';
import { unknownLayer } from '../errors.js';
import { float, integer, integers } from './attributes.js';
import type { NetworkBuilder } from './network-builder.js';
import type { RowNode } from './nodes-in-row.js';
import { readWindow } from './read-window.js';
import type { Constants } from './tensors.js';
import { transposed } from './transpose.js';

interface Reading {
  readonly node: RowNode;
  readonly network: NetworkBuilder;
  readonly constants: Constants;
  readonly opset: number;
  /** Makes the error for a node that cannot be computed here. */
  readonly refuse: (why: string) => Error;
}

const READERS: Readonly<Record<string, (reading: Reading) => void>> = {
  Conv: readConv,
  MaxPool: readMaxPool,
  Gemm: readGemm,
  MatMul: readMatMul,
  Add: readAdd,
  Relu: activate('relu'),
  Tanh: activate('tanh'),
  Sigmoid: activate('sigmoid'),
  Softmax: readSoftmax,
  Flatten: readFlatten,
  Reshape: readReshape,
  Transpose: readTranspose,
  Dropout: readDropout,
  Identity: () => {},
};

/** @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a node that no layer here computes. */
export function readNode(reading: Omit<Reading, 'refuse'>, file: string): void {
  const { opType, title } = reading.node;
  const reader = Object.hasOwn(READERS, opType) ? READERS[opType] : undefined;
  if (reader === undefined) {
    throw unknownLayer(file, title, `only ${Object.keys(READERS).join(', ')} can be computed`);
  }
  reader({ ...reading, refuse: (why) => unknownLayer(file, title, why) });
}

function readConv({ node, network, constants, refuse }: Reading): void {
  if (integer(node, 'group', 1) !== 1) throw refuse('convolutions in groups cannot be computed');
  const picture = channelsFirst(network, refuse);
  const { shape, data } = constants.weights(node.constants[0] ?? '');
  const [filters = 0, channels = 0, height = 0, width = 0] = shape;
  if (shape.length !== 4 || channels !== picture[2]) {
    throw refuse(`its kernel [${shape.join(', ')}] does not fit its input of ${picture[2]} channels`);
  }
  const bias = readBias(node.constants[1], filters, constants, refuse);
  const kernel = { shape: [height, width, channels, filters], data: transposed(data, shape, [2, 3, 1, 0]) };
  const window = readWindow(node, [height, width], picture, refuse);
  network.add(
    { type: 'conv2d', filters, kernelSize: [height, width], ...window, useBias: bias !== undefined },
    node.name,
    { kernel, ...(bias !== undefined && { bias }) },
  );
}

function readMaxPool({ node, network, refuse }: Reading): void {
  const picture = channelsFirst(network, refuse);
  const [height, width, ...more] = integers(node, 'kernel_shape') ?? [];
  if (height === undefined || width === undefined || more.length > 0) {
    throw refuse('only windows over pictures can be computed');
  }
  const poolSize = [height, width] as const;
  network.add({ type: 'maxPool2d', poolSize, ...readWindow(node, poolSize, picture, refuse) }, node.name);
}

function readGemm(reading: Reading): void {
  const { node, network, refuse } = reading;
  const isPlain =
    float(node, 'alpha', 1) === 1 && float(node, 'beta', 1) === 1 && integer(node, 'transA', 0) === 0;
  if (!isPlain || network.shape.length !== 1) throw refuse('only x · W + b with a vector x can be computed');
  addDense(reading, integer(node, 'transB', 0) !== 0);
}

function readMatMul(reading: Reading): void {
  const { network, refuse } = reading;
  if (network.shape.length === 3 && network.layout !== 'nhwc') {
    throw refuse('a product along the width of a picture cannot be computed');
  }
  addDense(reading, false);
}

function addDense({ node, network, constants, refuse }: Reading, isTransposed: boolean): void {
  const { shape, data } = constants.weights(node.constants[0] ?? '');
  const [inputs = 0, units = 0] = isTransposed ? shape.toReversed() : shape;
  if (shape.length !== 2 || inputs !== network.shape.at(-1)) {
    throw refuse(`its kernel [${shape.join(', ')}] does not fit its input of ${network.shape.at(-1)} values`);
  }
  const bias = readBias(node.constants[1], units, constants, refuse);
  const rows = isTransposed ? transposed(data, shape, [1, 0]) : data;
  const kernel = { shape: [inputs, units], data: network.takeUpOrder(rows, units) };
  network.add({ type: 'dense', units, useBias: bias !== undefined }, node.name, {
    kernel,
    ...(bias !== undefined && { bias }),
  });
}

function readBias(
  name: string | undefined,
  length: number,
  constants: Constants,
  refuse: (why: string) => Error,
) {
  if (name === undefined || name === '') return undefined;
  const { data } = constants.weights(name);
  if (data.length !== length) throw refuse(`its bias has ${data.length} values instead of ${length}`);
  return { shape: [length], data };
}

function readAdd({ node, network, constants, refuse }: Reading): void {
  if (!network.addBias(constants.weights(node.constants[0] ?? ''))) {
    throw refuse('a sum can be computed only as the bias of the product before it');
  }
}

function activate(activation: ActivationName): (reading: Reading) => void {
  return ({ node, network }) => network.activate(activation, node.name);
}

function readSoftmax({ node, network, opset, refuse }: Reading): void {
  const { shape, layout, flattened } = network;
  const rank = shape.length + 1;
  const axis = (integer(node, 'axis', opset < 13 ? 1 : -1) + rank) % rank;
  const channels = shape.length === 3 && layout === 'nchw' ? 1 : rank - 1;
  if (axis !== channels || (opset < 13 && rank > 2)) {
    throw refuse('a softmax along another axis than the channels cannot be computed');
  }
  if (flattened !== undefined) throw refuse('a softmax over a flattened picture cannot be computed');
  network.activate('softmax', node.name);
}

function readFlatten({ node, network, refuse }: Reading): void {
  const rank = network.shape.length + 1;
  if ((integer(node, 'axis', 1) + rank) % rank !== 1) throw refuse('only whole examples can be flattened');
  network.flatten(node.name);
}

function readReshape({ node, network, constants, refuse }: Reading): void {
  const shape = constants.integers(node.constants[0] ?? '');
  const [batch = NaN, features = NaN] = shape;
  const isFlatten =
    shape.length === 2 &&
    [-1, 0, 1].includes(batch) &&
    (features === size(network.shape) || (features === -1 && batch !== -1));
  if (!isFlatten)
    throw refuse(`the shape [${shape.slice(0, 8).join(', ')}] cannot be computed; only flattening can`);
  network.flatten(node.name);
}

function readTranspose({ node, network, refuse }: Reading): void {
  const permutation = integers(node, 'perm')?.join() ?? '';
  if (network.shape.length === 3 && network.layout === 'nhwc' && permutation === '0,3,1,2') {
    network.layout = 'nchw';
  } else if (network.shape.length === 3 && network.layout === 'nchw' && permutation === '0,2,3,1') {
    network.layout = 'nhwc';
  } else {
    throw refuse('only pictures can be transposed, from channels last to channels first or back');
  }
}

function readDropout({ node, network, constants }: Reading): void {
  const [ratio] = node.constants;
  // Before operator set 12 it was an attribute; 0.5 is the standard's default.
  const rate =
    ratio === undefined || ratio === ''
      ? float(node, 'ratio', 0.5)
      : (constants.weights(ratio).data[0] ?? 0.5);
  network.add({ type: 'dropout', rate: Number(rate.toPrecision(7)) }, node.name);
}

/** [height, width, channels] of a picture that lies channels first, as ONNX' windows want it. */
function channelsFirst({ shape, layout }: NetworkBuilder, refuse: (why: string) => Error) {
  if (shape.length !== 3) throw refuse('its input is no picture');
  if (layout !== 'nchw') throw refuse('its input lies channels last');
  return shape;
}
