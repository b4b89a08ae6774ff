// Collects the operations of one pass as layers write them, with tensors that have no place in memory yet.

import type { Kernel } from '@shadegrad/shaders';
import type { Tensor } from '../layers/layer.js';
import { type Shape, size } from '../model/shape.js';
import type { Operation } from './operations.js';
import type { View } from './plan.js';

export class PassBuilder {
  readonly operations: Operation[] = [];
  /** Tensors with a fixed place, such as parameters, by id. */
  readonly placed = new Map<number, View>();
  #nextId = 0;

  /** A tensor that lives from the dispatch that writes it to the last one that reads it. */
  readonly tensor = (name: string, shape: Shape): Tensor => ({
    id: this.#nextId++,
    name,
    shape,
    bytes: 4 * size(shape),
  });

  /** A tensor whose place is settled. */
  fixed(name: string, shape: Shape, view: View): Tensor {
    const tensor = this.tensor(name, shape);
    this.placed.set(tensor.id, view);
    return tensor;
  }

  write(operation: Operation): void {
    this.operations.push(operation);
  }

  /** Writes a kernel with all its buffers, by their names. */
  dispatch<Names extends string>(
    label: string,
    kernel: Kernel<Names>,
    buffers: Readonly<Record<Names, Tensor | View>>,
    { endsStep = false } = {},
  ): void {
    const given = Object.entries<Tensor | View>(buffers);
    const access: Readonly<Record<string, string>> = kernel.bindings;
    const of = (mode: string): Record<string, Tensor | View> =>
      Object.fromEntries(given.filter(([name]) => access[name] === mode));
    const moves = { reads: of('read'), writes: of('read_write') };
    this.write({ kind: 'kernel', label, kernel, ...moves, ...(endsStep && { endsStep }) });
  }
}
