// ONNX models that nobody would make: operators, tensors and attributes of the right kinds, put together by chance.

import { create, toBinary } from '@bufbuild/protobuf';
import * as fc from 'fast-check';
import {
  AttributeProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  ValueInfoProtoSchema,
} from '../onnx/onnx_pb.js';

const LONG = 'long'.repeat(1000);
const OPERATORS =
  `Conv MaxPool Gemm MatMul Add Relu Tanh Sigmoid Softmax Flatten Reshape Transpose Dropout Identity
  Constant BatchNormalization __proto__`.split(/\s+/);
const ATTRIBUTES =
  `kernel_shape strides pads auto_pad group dilations ceil_mode storage_order perm axis transA transB alpha
  beta value ratio allowzero`.split(/\s+/);

/** Extents, counts and positions: mostly such as fit. */
const whole = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt({ min: 0n, max: 4n }) },
  { weight: 1, arbitrary: fc.constantFrom(-1n, 8n, 64n, 2n ** 31n, 2n ** 53n, 2n ** 62n) },
);
const wholes = fc.oneof(
  { weight: 20, arbitrary: fc.array(whole, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 5000 }, () => 1n)) },
);
const constant = fc.constantFrom('k0', 'k1', 'k2', 'b0', 'b1', LONG);

const tensor = fc
  .record({
    dims: wholes,
    dataType: fc.constantFrom(1, 1, 1, 7, 11),
    dataLocation: fc.constantFrom(0, 0, 0, 0, 1),
    name: constant,
    kind: fc.constantFrom('fitting', 'raw', 'floats', 'whole'),
    bytes: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ kind, bytes, ...tensor }) => {
    const size = Number(tensor.dims.reduce((product, extent) => product * extent, 1n));
    const fitting =
      size >= 0 && size <= 1000 ? new Uint8Array(size * (tensor.dataType === 7 ? 8 : 4)) : bytes;
    return create(TensorProtoSchema, {
      ...tensor,
      ...(kind === 'fitting' && { rawData: fitting }),
      ...(kind === 'raw' && { rawData: new Uint8Array(bytes) }),
      ...(kind === 'floats' && { floatData: Array.from(bytes) }),
      ...(kind === 'whole' && { int64Data: Array.from(bytes, BigInt) }),
    });
  });

const attribute = fc
  .record({
    name: fc.constantFrom(...ATTRIBUTES, LONG),
    ints: wholes,
    i: fc.option(whole, { nil: undefined }),
    f: fc.option(fc.float(), { nil: undefined }),
    s: fc.option(fc.constantFrom('SAME_UPPER', 'SAME_LOWER', 'VALID', 'NOTSET', LONG), { nil: undefined }),
    t: fc.option(tensor, { nil: undefined }),
  })
  .map(({ name, ints, i, f, s, t }) =>
    create(AttributeProtoSchema, {
      name,
      ints,
      ...(i !== undefined && { i }),
      ...(f !== undefined && { f }),
      ...(s !== undefined && { s: new TextEncoder().encode(s) }),
      ...(t !== undefined && { t }),
    }),
  );

const node = fc.record({
  opType: fc.constantFrom(...OPERATORS, LONG),
  name: fc.constantFrom('', 'n', LONG),
  domain: fc.constantFrom('', '', '', '', 'ai.onnx', LONG),
  constants: fc.array(constant, { maxLength: 3 }),
  attribute: fc.array(attribute, { maxLength: 4 }),
  /** Whether it reads what the node before it has put out. */
  follows: fc.constantFrom(true, true, true, true, true, true, true, false),
});

const value = (index: number): string => `v${index}`;

/** Mostly graphs whose nodes follow one another, from an input of a fitting shape. */
export const onnxFiles: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .record({
    nodes: fc.array(node, { maxLength: 6 }),
    initializer: fc.array(tensor, { maxLength: 6 }),
    shape: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom([1n, 4n, 4n], [4n, 4n, 1n], [4n]) },
      { weight: 1, arbitrary: wholes },
    ),
    version: fc.constantFrom(17n, 17n, 17n, 13n, 7n, 1n, -1n),
    producerName: fc.constantFrom('', 'shadegrad', 'pytorch'),
    classes: fc.option(fc.json(), { nil: undefined }),
  })
  .map(({ nodes, initializer, shape, version, producerName, classes }) => {
    const dim = [0n, ...shape].map((extent) => ({ value: { case: 'dimValue', value: extent } as const }));
    return toBinary(
      ModelProtoSchema,
      create(ModelProtoSchema, {
        irVersion: 8n,
        producerName,
        opsetImport: [{ domain: '', version }],
        metadataProps: classes === undefined ? [] : [{ key: 'shadegrad.classes', value: classes }],
        graph: {
          name: 'made',
          initializer,
          node: nodes.map(({ constants, follows, ...each }, i) =>
            create(NodeProtoSchema, {
              ...each,
              input: [value(follows ? i : 0), ...constants],
              output: [value(i + 1)],
            }),
          ),
          input: [
            create(ValueInfoProtoSchema, {
              name: value(0),
              type: { tensorType: { elemType: 1, shape: { dim } } },
            }),
          ],
          output: [{ name: value(nodes.length) }],
        },
      }),
    );
  });
