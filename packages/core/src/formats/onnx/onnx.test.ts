import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conv2d, dense, flatten } from '../../layers/factories.js';
import { sequential } from '../../model/index.js';
import { initialWeights } from '../../training/weights.js';
import { damaged, damageTo } from '../testing/damage.js';
import { outcomeOf, smallNetwork, TOLD } from '../testing/networks.js';
import { EXTERNAL } from './constants.js';
import { readOnnx, writeOnnx } from './index.js';
import {
  AttributeProtoSchema,
  DimensionProtoSchema,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProtoSchema,
} from './onnx_pb.js';
import { transposed } from './transpose.js';

const network = smallNetwork();
const intact = writeOnnx(network);

/** The file with something changed. */
function edited(edit: (graph: GraphProto, model: ModelProto) => unknown): Uint8Array {
  const model = fromBinary(ModelProtoSchema, intact);
  if (model.graph !== undefined) edit(model.graph, model);
  return toBinary(ModelProtoSchema, model);
}

/** Tag of a model's graph; a field that comes again is merged with the one before. */
const GRAPH_FIELD = 0x3a;

/** The file with one more field behind its end. */
function withAppended(tag: number, contents: Uint8Array): Uint8Array {
  const length = [contents.length & 0x7f, (contents.length >> 7) & 0x7f, contents.length >> 14];
  // The last group of a length of up to four groups; groups but the last have their highest bit set.
  const [a = 0, b = 0, rest = 0] = length;
  return Uint8Array.from([...intact, tag, a | 0x80, b | 0x80, (rest & 0x7f) | 0x80, rest >> 7, ...contents]);
}

/** A node, which must be there. */
function node(graph: GraphProto, opType: string): NodeProto {
  const found = graph.node.find((each) => each.opType === opType);
  if (found === undefined) throw new Error(`there is no ${opType}`);
  return found;
}

const ints = (name: string, ...values: number[]) =>
  create(AttributeProtoSchema, { name, type: 7, ints: values.map(BigInt) });
const int = (name: string, value: number) =>
  create(AttributeProtoSchema, { name, type: 2, i: BigInt(value) });

function replaceAttribute({ attribute }: NodeProto, replacement: ReturnType<typeof ints>): void {
  const index = attribute.findIndex(({ name }) => name === replacement.name);
  attribute.splice(index === -1 ? attribute.length : index, 1, replacement);
}

test('pictures go channels first through convolutions and come back before they are flattened', () => {
  const { graph } = fromBinary(ModelProtoSchema, intact);
  expect(graph?.node.map(({ opType }) => opType)).toEqual([
    'Transpose',
    'Conv',
    'Relu',
    'MaxPool',
    'Dropout',
    'Transpose',
    'Flatten',
    'Gemm',
    'Tanh',
    'Gemm',
    'Softmax',
  ]);
});

test('axes are transposed in any order', () => {
  const data = Float32Array.from({ length: 24 }, (_, i) => i);
  // [2, 3, 4] to [4, 2, 3]
  const result = transposed(data, [2, 3, 4], [2, 0, 1]);
  expect([...result.subarray(0, 8)]).toEqual([0, 4, 8, 12, 16, 20, 1, 5]);
  expect(transposed(result, [4, 2, 3], [1, 2, 0])).toEqual(data);
});

describe('graphs of other programs', () => {
  test('channels first, flattened that way: the rows of the dense kernel follow', () => {
    // What PyTorch would export: no transpositions, the kernel's rows in the order channels, height, width.
    const model = sequential({
      inputShape: [3, 4, 2],
      layers: [conv2d({ filters: 3, kernelSize: 2 }), flatten(), dense({ units: 5 })],
    });
    const weights = initialWeights(model, 3);
    const proto = fromBinary(ModelProtoSchema, writeOnnx({ model, weights }));
    const { graph } = proto;
    if (graph === undefined) throw new Error('there is no graph');
    proto.producerName = 'somebody';
    const [conv, , flat, gemm] = [node(graph, 'Conv'), 0, node(graph, 'Flatten'), node(graph, 'Gemm')];
    graph.node = [conv, flat, gemm];
    conv.input[0] = 'input';
    flat.input[0] = conv.output[0] ?? '';
    const input = graph.input[0]?.type?.tensorType?.shape?.dim;
    if (input !== undefined) graph.input[0]?.type?.tensorType?.shape?.dim.push(...input.splice(1, 2));
    const kernel = graph.initializer.find(({ name }) => name === 'dense/kernel');
    const rows = transposed(
      weights.get('dense/kernel')?.data ?? new Float32Array(),
      [2, 3, 3, 5],
      [2, 0, 1, 3],
    );
    if (kernel !== undefined) kernel.rawData = new Uint8Array(rows.buffer);

    const read = readOnnx(toBinary(ModelProtoSchema, proto), 'model.onnx');
    expect(read.model.inputShape).toEqual([3, 4, 2]);
    expect(read.weights).toEqual(weights);
  });

  test('a product and a sum are a dense layer with a bias', () => {
    const file = edited((graph) => {
      const gemm = node(graph, 'Gemm');
      const [x = '', kernel = '', bias = ''] = gemm.input;
      const sum = create(NodeProtoSchema, {
        opType: 'Add',
        name: 'sum',
        input: [bias, 'product'],
        output: gemm.output,
      });
      Object.assign(gemm, { opType: 'MatMul', input: [x, kernel], output: ['product'] });
      graph.node.splice(graph.node.indexOf(gemm) + 1, 0, sum);
    });
    expect(readOnnx(file, 'model.onnx').weights).toEqual(network.weights);
  });

  test('a constant shape that keeps the batch flattens', () => {
    const file = edited((graph) => {
      const flat = node(graph, 'Flatten');
      const shape = create(TensorProtoSchema, {
        name: 'shape',
        dims: [2n],
        dataType: 7,
        int64Data: [0n, -1n],
      });
      graph.initializer.push(shape);
      Object.assign(flat, { opType: 'Reshape', input: [flat.input[0], 'shape'], attribute: [] });
    });
    expect(readOnnx(file, 'model.onnx')).toEqual(network);
  });
});

describe('what no layer here computes is refused, with its name', () => {
  test.each<[name: string, says: string, edit: (graph: GraphProto) => unknown]>([
    ['another operator', '"dense/tanh" (Gelu): only Conv', (graph) => (node(graph, 'Tanh').opType = 'Gelu')],
    [
      'an operator of Object',
      '(constructor): only Conv',
      (graph) => (node(graph, 'Tanh').opType = 'constructor'),
    ],
    [
      'another domain',
      'operators of "com.microsoft"',
      (graph) => (node(graph, 'Tanh').domain = 'com.microsoft'),
    ],
    [
      'a branch',
      '"conv2d" (Conv): another node reads the same value',
      (graph) => {
        const input = [node(graph, 'Conv').input[0] ?? ''];
        graph.node.push(
          create(NodeProtoSchema, { opType: 'Relu', name: 'aside', input, output: ['nowhere'] }),
        );
      },
    ],
    ['two outputs', 'one input and one output', (graph) => graph.output.push(...graph.output)],
    [
      'groups',
      '"conv2d" (Conv): convolutions in groups',
      (graph) => replaceAttribute(node(graph, 'Conv'), int('group', 2)),
    ],
    [
      'dilation',
      'dilated windows',
      (graph) => replaceAttribute(node(graph, 'Conv'), ints('dilations', 2, 1)),
    ],
    [
      'no stride',
      'its strides are 0 and 1',
      (graph) => replaceAttribute(node(graph, 'Conv'), ints('strides', 0, 1)),
    ],
    [
      'odd padding',
      'neither none nor "same"',
      (graph) => replaceAttribute(node(graph, 'Conv'), ints('pads', 2, 2, 2, 2)),
    ],
    [
      'ceil_mode',
      'reach over the edge',
      (graph) => replaceAttribute(node(graph, 'MaxPool'), int('ceil_mode', 1)),
    ],
    [
      'another axis',
      'softmax along another axis',
      (graph) => replaceAttribute(node(graph, 'Softmax'), int('axis', 0)),
    ],
    [
      'another transposition',
      'only pictures can be transposed',
      (graph) => replaceAttribute(node(graph, 'Transpose'), ints('perm', 0, 2, 1, 3)),
    ],
    [
      'weights that another node computes',
      '"elsewhere": it is no constant',
      (graph) => (node(graph, 'Gemm').input[1] = 'elsewhere'),
    ],
    [
      'weights in another file',
      '"conv2d/kernel": it lies in another file',
      (graph) => Object.assign(graph.initializer[0] ?? {}, { dataLocation: EXTERNAL }),
    ],
    [
      'half precision',
      'only float32',
      (graph) => Object.assign(graph.initializer[0] ?? {}, { dataType: 10 }),
    ],
    [
      'weights that two layers share',
      'two layers share it',
      (graph) => {
        const gemms = graph.node.filter(({ opType }) => opType === 'Gemm');
        for (const gemm of gemms) gemm.input[2] = 'dense/bias';
      },
    ],
  ])('%s', (_, says, edit) => {
    expect(() => readOnnx(edited(edit), 'model.onnx')).toThrow(
      expect.objectContaining({
        code: 'SHADEGRAD_FORMAT_LAYER',
        message: expect.stringContaining(says),
        fix: expect.stringMatching(/.{20}/),
      }),
    );
  });
});

describe('damage is told', () => {
  test.each<[name: string, code: string, bytes: Uint8Array]>([
    ['no bytes', 'DAMAGED', new Uint8Array()],
    ['text', 'DAMAGED', new TextEncoder().encode('hello, this is no model')],
    ['half a file', 'DAMAGED', intact.subarray(0, intact.length / 2)],
    ['a model without a graph', 'DAMAGED', edited((_, model) => delete model.graph)],
    ['no operator set', 'DAMAGED', edited((_, model) => (model.opsetImport = []))],
    ['a graph of two megabytes', 'SIZE', edited((graph) => (graph.name = 'x'.repeat(2 ** 21)))],
    [
      'a million empty nodes',
      'SIZE',
      withAppended(
        GRAPH_FIELD,
        new Uint8Array(2_000_000).map((_, i) => (i % 2 === 0 ? 0x0a : 0)),
      ),
    ],
    [
      'a shape of 2⁶⁰',
      'DAMAGED',
      edited((graph) => Object.assign(graph.initializer[0] ?? {}, { dims: [2n ** 60n] })),
    ],
    [
      'a negative shape',
      'DAMAGED',
      edited((graph) => Object.assign(graph.initializer[0] ?? {}, { dims: [-4n] })),
    ],
    [
      'data of another length',
      'DAMAGED',
      edited((graph) => Object.assign(graph.initializer[0] ?? {}, { rawData: new Uint8Array(8) })),
    ],
    [
      'a circle',
      'DAMAGED',
      edited((graph) => (node(graph, 'Softmax').output[0] = node(graph, 'Softmax').input[0] ?? '')),
    ],
    [
      'an open input',
      'DAMAGED',
      edited((graph) => graph.input[0]?.type?.tensorType?.shape?.dim.push(create(DimensionProtoSchema))),
    ],
  ])('%s: %s', (_, code, bytes) => {
    expect(() => readOnnx(bytes, 'model.onnx')).toThrow(
      expect.objectContaining({
        code: `SHADEGRAD_FORMAT_${code}`,
        message: expect.stringContaining('model.onnx'),
      }),
    );
  });

  test('whatever the damage is', async () => {
    await fc.assert(
      fc.asyncProperty(damageTo(intact), async (damage) => {
        const outcome = await outcomeOf(async () => readOnnx(damaged(intact, damage), 'model.onnx'));
        expect(outcome).toMatch(TOLD);
      }),
      { numRuns: 1000 },
    );
  });
});
