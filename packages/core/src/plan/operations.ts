// What layers write: operations, which become dispatches after fusing (`fuse.ts`) and choosing kernels (`lower.ts`). Only
// the kinds that fusing or choosing must know are told apart; all else is a kernel already.

import type { Ending, Kernel, Product, Window2d } from '@shadegrad/shaders';
import type { Tensor } from '../layers/layer.js';
import type { View } from './plan.js';

/** `c = ending(a · b)`. */
export interface Multiplication {
  readonly kind: 'multiplication';
  readonly label: string;
  readonly product: Product;
  readonly ending: Ending;
  readonly reads: { readonly a: Tensor; readonly b: Tensor; readonly bias?: Tensor; readonly mask?: Tensor };
  /** `sums` are the sums of b's columns. */
  readonly writes: { readonly c: Tensor; readonly sums?: Tensor };
}

export interface MaxPooling {
  readonly kind: 'max-pooling';
  readonly label: string;
  readonly window: Window2d;
  readonly ending: Ending;
  readonly reads: { readonly x: Tensor };
  readonly writes: { readonly y: Tensor; readonly winner: Tensor };
}

export interface MaxPoolingBackward {
  readonly kind: 'max-pooling-backward';
  readonly label: string;
  readonly window: Window2d;
  readonly reads: { readonly dy: Tensor; readonly winner: Tensor };
  readonly writes: { readonly dx: Tensor };
}

/** `y = ending(x)`, element by element: what an operation before it may take over. */
export interface Application {
  readonly kind: 'application';
  readonly label: string;
  readonly ending: Omit<Ending, 'bias'>;
  readonly reads: { readonly x: Tensor; readonly mask?: Tensor };
  readonly writes: { readonly y: Tensor };
}

/** A kernel whose buffers are settled, except for where their tensors lie. */
export interface KernelCall {
  readonly kind: 'kernel';
  readonly label: string;
  readonly kernel: Kernel;
  /** True for what a step does once, after the last of its micro-batches. */
  readonly endsStep?: boolean;
  readonly reads: Readonly<Record<string, Tensor | View>>;
  readonly writes: Readonly<Record<string, Tensor | View>>;
}

export type Operation = Multiplication | MaxPooling | MaxPoolingBackward | Application | KernelCall;

/** True if the operation reads the tensor. */
export const reads = (operation: Operation, tensor: Tensor): boolean =>
  Object.values(operation.reads).some((operand) => 'id' in operand && operand.id === tensor.id);

/** True if the operation writes the tensor. */
export const writes = (operation: Operation, tensor: Tensor): boolean =>
  Object.values(operation.writes).some((operand) => 'id' in operand && operand.id === tensor.id);
