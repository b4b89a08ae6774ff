// From bytes to ONNX' messages. What is not numbers is measured first: each of its bytes can become a hundred in memory.

import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { damaged, tooLarge } from '../errors.js';
import { type GraphProto, type ModelProto, ModelProtoSchema } from './onnx_pb.js';

/** Of everything but the tensors' numbers. The largest networks in use have a third of it. */
const MOST_OUTLINE_BYTES = 2 ** 20;

const GRAPH_OF_MODEL = 7;
const INITIALIZER_OF_GRAPH = 5;
const NUMBERS_OF_TENSOR: readonly number[] = [4, 9];

export interface DecodedModel {
  readonly model: ModelProto;
  readonly graph: GraphProto;
  /** Version of the standard operators. */
  readonly opset: number;
}

/** @throws ShadegradError `SHADEGRAD_FORMAT_DAMAGED`, `SHADEGRAD_FORMAT_SIZE`. */
export function decodeOnnx(bytes: Uint8Array, file: string): DecodedModel {
  const model = decode(bytes, file);
  const standard = model.opsetImport.find(({ domain }) => isStandardDomain(domain));
  if (model.graph === undefined || standard === undefined) {
    throw damaged(file, 'ONNX', 'it has no graph, or does not say which operators it uses');
  }
  if (standard.version < 7n) {
    throw damaged(
      file,
      'ONNX',
      `its operators are of version ${standard.version}; from 7 on they can be read`,
    );
  }
  return { model, graph: model.graph, opset: Number(standard.version) };
}

export const isStandardDomain = (domain: string): boolean => domain === '' || domain === 'ai.onnx';

function decode(bytes: Uint8Array, file: string): ModelProto {
  let outline: number;
  try {
    outline = bytes.length - bytesOfNumbers(bytes);
    if (outline <= MOST_OUTLINE_BYTES) {
      return fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false });
    }
  } catch (cause) {
    throw damaged(file, 'ONNX', 'it is no model in protobuf', cause);
  }
  throw tooLarge(
    file,
    `its graph takes ${outline} bytes, more than the ${MOST_OUTLINE_BYTES} that are read here`,
  );
}

/** Bytes that are numbers of the graph's initializers. */
function bytesOfNumbers(bytes: Uint8Array): number {
  let numbers = 0;
  for (const graph of fields(bytes, [GRAPH_OF_MODEL])) {
    for (const tensor of fields(graph, [INITIALIZER_OF_GRAPH])) {
      for (const data of fields(tensor, NUMBERS_OF_TENSOR)) numbers += data.length;
    }
  }
  return numbers;
}

/** The contents of a message's fields of these numbers. */
function* fields(message: Uint8Array, wanted: readonly number[]): Generator<Uint8Array> {
  const reader = new BinaryReader(message);
  while (reader.pos < message.length) {
    const [field, type] = reader.tag();
    if (type === WireType.LengthDelimited && wanted.includes(field)) yield reader.bytes();
    else reader.skip(type, field);
  }
}
