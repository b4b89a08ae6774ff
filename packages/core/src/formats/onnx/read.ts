// From the bytes of an ONNX model to a network: graphs that pass one value through a row of nodes, as shadegrad writes
// them, and as PyTorch, TensorFlow and scikit-learn do for networks of this kind.

import type { Shape } from '../../model/index.js';
import { damaged } from '../errors.js';
import { parseClassesText } from '../json.js';
import type { TrainedNetwork } from '../network.js';
import { CLASSES_KEY, DATA_TYPE, PRODUCER } from './constants.js';
import { decodeOnnx } from './decode.js';
import type { Layout } from './graph-builder.js';
import { NetworkBuilder } from './network-builder.js';
import { nodesInRow, type Row } from './nodes-in-row.js';
import { readNode } from './read-layers.js';
import { Constants } from './tensors.js';

/**
 * @param file What error messages call the file.
 * @throws ShadegradError
 * - `SHADEGRAD_FORMAT_DAMAGED`: no protobuf, no graph, tensors that are not as long as they say
 * - `SHADEGRAD_FORMAT_SIZE`: more graph than any network of this kind has
 * - `SHADEGRAD_FORMAT_LAYER`: a node that no layer here computes, or a graph that branches
 */
export function readOnnx(bytes: Uint8Array, file: string): TrainedNetwork {
  const { model, graph, opset } = decodeOnnx(bytes, file);
  const constants = new Constants(graph, file);
  const row = nodesInRow(graph, constants, file);
  const { shape, layout } = inputOf(row, model.producerName, file);
  const network = new NetworkBuilder(shape, layout);
  for (const node of row.nodes) readNode({ node, network, constants, opset }, file);
  const end = row.nodes.at(-1);
  const isPicture = network.shape.length === 3 && network.layout === 'nchw';
  if (end === undefined || isPicture || network.flattened !== undefined) {
    throw damaged(file, 'ONNX', 'its graph ends with a picture that lies channels first');
  }
  const classes = model.metadataProps.find(({ key }) => key === CLASSES_KEY)?.value;
  return { ...network.finish(graph.name), classes: parseClassesText(classes) };
}

function inputOf({ input, nodes }: Row, producer: string, file: string): { shape: Shape; layout: Layout } {
  const type = input.type?.tensorType;
  const dimensions = type?.shape?.dim ?? [];
  const [, ...extents] = dimensions.map(({ value }) => (value.case === 'dimValue' ? Number(value.value) : 0));
  if (type?.elemType !== DATA_TYPE.float || extents.length === 0 || extents.some((extent) => !(extent > 0))) {
    throw damaged(file, 'ONNX', `its input "${input.name}" is no batch of float32 with a fixed shape`);
  }
  const [channels = 1, height = 1, width = 1] = extents;
  if (extents.length !== 3 || producer === PRODUCER || !isChannelsFirst(nodes, extents))
    return { shape: extents, layout: 'nhwc' };
  return { shape: [height, width, channels], layout: 'nchw' };
}

/** How pictures come in is said by the first node that cares; where none does, by the extent that only channels have. */
function isChannelsFirst(nodes: Row['nodes'], [first = 1, , last = 1]: readonly number[]): boolean {
  const caring = nodes.find(({ opType }) => ['Conv', 'MaxPool', 'Transpose'].includes(opType))?.opType;
  if (caring === 'Conv' || caring === 'MaxPool') return true;
  if (caring === 'Transpose') return false;
  return first <= 4 && last > 4;
}
