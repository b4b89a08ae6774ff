// What a kind of layer must say of itself. One file a layer; `index.ts` lists them.
//
// A layer is described by plain settings. Its kind checks them, derives shapes and parameters from them, and writes the
// layer's dispatches into a plan: the forward ones at once, the backward ones when the gradient of its output is known.

import type { Kernel } from '@shadegrad/shaders';
import type * as v from 'valibot';
import type { Initializer } from '../initializers/index.js';
import type { Shape } from '../model/shape.js';
import type { Operation } from '../plan/operations.js';

/** A buffer of f32 in a plan: what one dispatch writes and later ones read. */
export interface Tensor {
  /** Tensors with one id share their memory. */
  readonly id: number;
  readonly name: string;
  /** With the batch as first extent. */
  readonly shape: Shape;
  readonly bytes: number;
}

/** A parameter as a layer declares it. */
export interface ParameterDeclaration {
  readonly name: 'kernel' | 'bias';
  readonly shape: Shape;
  readonly initializer: Initializer;
}

/** Where a layer writes its dispatches. */
export interface LayerContext {
  /** Dropout acts in training only. */
  readonly mode: 'training' | 'inference';
  /** Examples in a batch. */
  readonly batch: number;
  /** Position in the model; keys the layer's random numbers. */
  readonly index: number;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** False for the first layer with parameters: nothing before it learns. */
  readonly needsInputGradient: boolean;
  /** Room for a result; it is reused once its last reader is done. */
  tensor(name: string, shape: Shape): Tensor;
  parameter(name: ParameterDeclaration['name']): Tensor;
  /** Where the gradient of a parameter goes. */
  gradient(name: ParameterDeclaration['name']): Tensor;
  write(operation: Operation): void;
  /** Writes an operation that nothing is fused with: a kernel and its buffers. */
  dispatch<Names extends string>(
    label: string,
    kernel: Kernel<Names>,
    buffers: Readonly<Record<Names, Tensor>>,
  ): void;
}

/** A layer whose forward pass is in the plan. */
export interface BuiltLayer {
  readonly output: Tensor;
  /**
   * Writes the backward pass, given the gradient of the output. Returns the gradient of the input, or nothing where
   * `needsInputGradient` is false.
   */
  backward(outputGradient: Tensor): Tensor | undefined;
}

export interface LayerKind<Settings extends { readonly type: string } = { readonly type: string }> {
  readonly type: Settings['type'];
  /** Keras' name of the layer without number, such as `max_pooling2d`. */
  readonly baseName: string;
  /** Keras' class, for summaries: `MaxPooling2D`. */
  readonly className: string;
  /** Checks settings from outside and fills in defaults. */
  readonly schema: v.GenericSchema<unknown, Settings>;
  /** @throws ShadegradError `SHADEGRAD_MODEL_SHAPE` where the layer cannot follow an input of this shape. */
  outputShape(settings: Settings, inputShape: Shape): Shape;
  parameters(settings: Settings, inputShape: Shape): readonly ParameterDeclaration[];
  build(settings: Settings, context: LayerContext, input: Tensor): BuiltLayer;
}
