// A graph in the making: nodes in a row, each on the value that the one before it made, and the constants that they use.
// Keeps track of how the current value lies in memory, since ONNX convolves NCHW where everything here is NHWC.

import { create } from '@bufbuild/protobuf';
import { toBytes } from '../float32-bytes.js';
import { ATTRIBUTE_TYPE, DATA_TYPE } from './constants.js';
import {
  type AttributeProto,
  AttributeProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
} from './onnx_pb.js';

/** How a value of rank 4 lies in memory. */
export type Layout = 'nhwc' | 'nchw';

type Attributes = Readonly<Record<string, number | readonly number[]>>;

export class GraphBuilder {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  /** Name of the value that the last node made. */
  current: string;
  #layout: Layout = 'nhwc';

  constructor(input: string) {
    this.current = input;
  }

  /** Adds a node on the current value and on `constants`; its output, named like it, becomes the current value. */
  add(opType: string, name: string, constants: readonly string[] = [], attributes: Attributes = {}): void {
    this.nodes.push(
      create(NodeProtoSchema, {
        opType,
        name,
        input: [this.current, ...constants],
        output: [`${name}:0`],
        attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
      }),
    );
    this.current = `${name}:0`;
  }

  /** Adds a constant and returns its name. */
  constant(name: string, shape: readonly number[], data: Float32Array): string {
    this.initializers.push(
      create(TensorProtoSchema, {
        name,
        dims: shape.map(BigInt),
        dataType: DATA_TYPE.float,
        rawData: toBytes(data),
      }),
    );
    return name;
  }

  /** Gives the current value the name of the graph's output. */
  finish(output: string): void {
    const last = this.nodes.at(-1);
    if (last === undefined) this.add('Identity', output);
    else last.output[0] = output;
    this.current = output;
  }

  /** Transposes the current value where it lies otherwise. `name` is of the layer that wants it so. */
  arrange(layout: Layout, name: string): void {
    if (this.#layout === layout) return;
    this.#layout = layout;
    const perm = layout === 'nchw' ? [0, 3, 1, 2] : [0, 2, 3, 1];
    this.add('Transpose', `${name}/to_${layout}`, [], { perm });
  }
}

function attribute(name: string, value: number | readonly number[]): AttributeProto {
  return create(
    AttributeProtoSchema,
    typeof value === 'number'
      ? { name, type: ATTRIBUTE_TYPE.int, i: BigInt(value) }
      : { name, type: ATTRIBUTE_TYPE.ints, ints: value.map(BigInt) },
  );
}
