// The constants of a graph: its initializers, and what its Constant nodes hold.

import { size } from '../../model/index.js';
import { damaged, unknownLayer } from '../errors.js';
import { fromBytes } from '../float32-bytes.js';
import { DATA_TYPE, EXTERNAL } from './constants.js';
import type { GraphProto, TensorProto } from './onnx_pb.js';

export interface ConstantTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export class Constants {
  readonly #tensors = new Map<string, TensorProto>();
  readonly #taken = new Set<string>();
  readonly #file: string;

  constructor(graph: GraphProto, file: string) {
    this.#file = file;
    for (const tensor of graph.initializer) this.#tensors.set(tensor.name, tensor);
    for (const { opType, output, attribute } of graph.node) {
      const value = attribute.find(({ name }) => name === 'value')?.t;
      const [name] = output;
      if (opType === 'Constant' && name !== undefined && value !== undefined) this.#tensors.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /**
   * A tensor of weights; a copy. Each can be taken once: two layers cannot share weights here, and a small file could
   * ask for the same large tensor a thousand times.
   */
  weights(name: string): ConstantTensor {
    const tensor = this.#find(name);
    if (this.#taken.has(name)) {
      throw unknownLayer(this.#file, `the tensor "${name}"`, 'two layers share it, which cannot be computed');
    }
    this.#taken.add(name);
    if (tensor.dataType !== DATA_TYPE.float) {
      throw unknownLayer(this.#file, `the tensor "${name}"`, 'only float32 can be read');
    }
    const { shape, isRaw } = this.#layOut(tensor, 4);
    if (isRaw) return { shape, data: fromBytes(tensor.rawData) };
    if (tensor.floatData.length !== size(shape)) throw this.#mismatch(name, shape);
    return { shape, data: Float32Array.from(tensor.floatData) };
  }

  /** A short list of whole numbers, such as a shape. */
  integers(name: string): readonly number[] {
    const tensor = this.#find(name);
    if (tensor.dataType !== DATA_TYPE.int64) {
      throw unknownLayer(this.#file, `the tensor "${name}"`, 'only int64 can be read here');
    }
    const { shape, isRaw } = this.#layOut(tensor, 8);
    if (!isRaw) return tensor.int64Data.map(Number);
    const { buffer, byteOffset } = tensor.rawData;
    const view = new DataView(buffer, byteOffset);
    return Array.from({ length: size(shape) }, (_, i) => Number(view.getBigInt64(8 * i, true)));
  }

  #find(name: string): TensorProto {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) {
      throw unknownLayer(
        this.#file,
        `the value "${name}"`,
        'it is no constant, where a layer here has weights',
      );
    }
    if (tensor.dataLocation === EXTERNAL) {
      throw unknownLayer(
        this.#file,
        `the tensor "${name}"`,
        'it lies in another file; save the model with all data in one',
      );
    }
    return tensor;
  }

  /** The tensor's shape, and whether its data are raw; then they are as long as the shape says. */
  #layOut({ name, dims, rawData }: TensorProto, bytesEach: number): { shape: number[]; isRaw: boolean } {
    const shape = dims.map(Number);
    if (!shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0))
      throw this.#mismatch(name, shape);
    const isRaw = rawData.length > 0;
    if (isRaw && rawData.length !== bytesEach * size(shape)) throw this.#mismatch(name, shape);
    return { shape, isRaw };
  }

  #mismatch(name: string, shape: readonly number[]): Error {
    return damaged(this.#file, 'ONNX', `the tensor "${name}" of shape [${shape.join(', ')}] has other data`);
  }
}
