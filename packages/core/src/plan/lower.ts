// From operations to dispatches: each gets its kernels, and each multiplication the variant that was chosen for it.

import { applyEnding, gemm, type Kernel, maxPool2d, maxPool2dBackward } from '@shadegrad/shaders';
import type { Tensor } from '../layers/layer.js';
import { size } from '../model/shape.js';
import type { MakeTensor } from './fuse.js';
import type { Multiplication, Operation } from './operations.js';
import type { View } from './plan.js';
import type { VariantChoice } from './variant-choice.js';

/** A dispatch whose tensors have no place yet. */
export interface DraftDispatch {
  readonly label: string;
  readonly kernel: Kernel;
  /** Key of the matrix product that it is, or is a part of. */
  readonly product?: string;
  readonly endsStep?: boolean;
  /** In the order of the kernel's bindings. */
  readonly operands: readonly (Tensor | View)[];
}

export function lower(
  operations: readonly Operation[],
  makeTensor: MakeTensor,
  choice: VariantChoice,
): readonly DraftDispatch[] {
  return operations.flatMap((operation): readonly DraftDispatch[] => {
    const { label, reads, writes } = operation;
    switch (operation.kind) {
      case 'multiplication':
        return lowerMultiplication(operation, makeTensor, choice);
      case 'max-pooling':
        return [draft(label, maxPool2d(operation.window, operation.ending), { ...reads, ...writes })];
      case 'max-pooling-backward':
        return [draft(label, maxPool2dBackward(operation.window), { ...reads, ...writes })];
      case 'application': {
        const { ending } = operation;
        const length = size(operation.reads.x.shape);
        return [draft(label, applyEnding({ length, ending }), { ...reads, ...writes })];
      }
      case 'kernel':
        return [
          {
            ...draft(label, operation.kernel, { ...reads, ...writes }),
            ...(operation.endsStep && { endsStep: true }),
          },
        ];
      default:
        return operation satisfies never;
    }
  });
}

function lowerMultiplication(
  { label, product, ending, reads, writes }: Multiplication,
  makeTensor: MakeTensor,
  choice: VariantChoice,
): readonly DraftDispatch[] {
  const { kernel, sum, partials } = gemm(product, {
    ending,
    parallelism: choice.parallelism,
    variant: choice.of(product),
  });
  const part = { product: product.key };
  if (sum === undefined) return [{ ...draft(label, kernel, { ...reads, ...writes }), ...part }];
  const parts = makeTensor(`${label}, parts`, [partials]);
  return [
    { ...draft(label, kernel, { ...reads, c: parts }), ...part },
    {
      ...draft(`${label}, sum of parts`, sum, { ...reads, ...writes, partials: parts, y: writes.c }),
      ...part,
    },
  ];
}

/** Puts the operands into the order of the kernel's bindings. */
function draft(
  label: string,
  kernel: Kernel,
  named: Readonly<Record<string, Tensor | View | undefined>>,
): DraftDispatch {
  const operands = Object.keys(kernel.bindings).map((name) => {
    const operand = named[name];
    if (operand === undefined) throw new Error(`${label}: nothing is bound to "${name}" of ${kernel.name}`);
    return operand;
  });
  return { label, kernel, operands };
}
