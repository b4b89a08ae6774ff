// From a network to the bytes of an ONNX model.

import { create, toBinary } from '@bufbuild/protobuf';
import type { Shape } from '../../model/index.js';
import type { TrainedNetwork } from '../network.js';
import { CLASSES_KEY, DATA_TYPE, IR_VERSION, OPSET, PRODUCER } from './constants.js';
import { GraphBuilder } from './graph-builder.js';
import { ModelProtoSchema, type ValueInfoProto, ValueInfoProtoSchema } from './onnx_pb.js';
import { writeLayer } from './write-layers.js';

const INPUT = 'input';
const OUTPUT = 'output';

/**
 * An ONNX model of operator set 17: input `input` f32 [N, height, width, channels] or [N, features], output `output`
 * f32 [N, outputs], with N open.
 *
 * @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a layer that has no words in ONNX here.
 */
export function writeOnnx({ model, weights, classes }: TrainedNetwork): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder(INPUT);
  for (const layer of model.layers) writeLayer(graph, layer, weights);
  graph.arrange('nhwc', OUTPUT);
  graph.finish(OUTPUT);
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: BigInt(IR_VERSION),
      opsetImport: [{ domain: '', version: BigInt(OPSET) }],
      producerName: PRODUCER,
      graph: {
        name: model.name,
        node: graph.nodes,
        initializer: graph.initializers,
        input: [valueInfo(INPUT, model.inputShape)],
        output: [valueInfo(OUTPUT, model.outputShape)],
      },
      metadataProps: classes === undefined ? [] : [{ key: CLASSES_KEY, value: JSON.stringify(classes) }],
    }),
  );
}

function valueInfo(name: string, shape: Shape): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      tensorType: {
        elemType: DATA_TYPE.float,
        shape: {
          dim: [
            { value: { case: 'dimParam', value: 'N' } },
            ...shape.map((extent) => ({ value: { case: 'dimValue', value: BigInt(extent) } as const })),
          ],
        },
      },
    },
  });
}
