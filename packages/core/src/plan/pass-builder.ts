// Collects the dispatches of one pass as layers write them, with tensors that have no place in memory yet.

import type { Kernel } from '@shadegrad/shaders';
import type { Tensor } from '../layers/layer.js';
import { type Shape, size } from '../model/shape.js';
import type { View } from './plan.js';

/** A dispatch whose tensors have no place yet. */
export interface DraftDispatch {
  readonly label: string;
  readonly kernel: Kernel;
  readonly operands: readonly (Tensor | View)[];
}

export class PassBuilder {
  readonly dispatches: DraftDispatch[] = [];
  /** Tensors with a fixed place, such as parameters, by id. */
  readonly placed = new Map<number, View>();
  #nextId = 0;

  /** A tensor that lives from the dispatch that writes it to the last one that reads it. */
  tensor(name: string, shape: Shape): Tensor {
    return { id: this.#nextId++, name, shape, bytes: 4 * size(shape) };
  }

  /** A tensor whose place is settled. */
  fixed(name: string, shape: Shape, view: View): Tensor {
    const tensor = this.tensor(name, shape);
    this.placed.set(tensor.id, view);
    return tensor;
  }

  dispatch<Names extends string>(
    label: string,
    kernel: Kernel<Names>,
    buffers: Readonly<Record<Names, Tensor | View>>,
  ): void {
    const given = new Map<string, Tensor | View>(Object.entries(buffers));
    const operands = Object.keys(kernel.bindings).map((name) => {
      const operand = given.get(name);
      if (operand === undefined) throw new Error(`${label}: nothing is bound to "${name}" of ${kernel.name}`);
      return operand;
    });
    this.dispatches.push({ label, kernel, operands });
  }
}
