// A network in the making, read from a graph: layers, their weights, and how the current value lies in the graph's
// memory. A picture that is flattened channels first keeps that order until the next dense layer, whose rows take it up.

import { kindOf, type LayerSettings, parseLayer } from '../../layers/index.js';
import type { ActivationName } from '../../layers/schemas.js';
import { checkInputShape, modelFrom } from '../../model/model.js';
import type { Shape } from '../../model/shape.js';
import type { Weights, WeightTensor } from '../../training/weights.js';
import type { TrainedNetwork } from '../network.js';
import type { Layout } from './graph-builder.js';
import type { ConstantTensor } from './tensors.js';
import { transposed } from './transpose.js';

interface BuiltLayer {
  settings: LayerSettings;
  readonly name: string;
  readonly kernel?: WeightTensor;
  bias?: WeightTensor;
}

export class NetworkBuilder {
  readonly #inputShape: Shape;
  readonly #layers: BuiltLayer[] = [];
  /** Of the current value, for one example, as the layers here see it: [height, width, channels] or [features]. */
  shape: Shape;
  /** Where the current value is a picture. */
  layout: Layout;
  /** [height, width, channels] of a picture that was flattened channels first, until a dense layer takes it up. */
  flattened: Shape | undefined;

  constructor(inputShape: Shape, layout: Layout) {
    this.#inputShape = checkInputShape(inputShape);
    this.shape = inputShape;
    this.layout = layout;
  }

  /** Adds a layer; what its settings or shapes have wrong, its own checks say. */
  add(
    settings: Readonly<Record<string, unknown>>,
    name: string,
    weights: { kernel?: WeightTensor; bias?: WeightTensor } = {},
  ): void {
    const parsed = parseLayer(settings, this.#layers.length);
    this.shape = kindOf(parsed).outputShape(parsed, this.shape);
    this.#layers.push({ settings: parsed, name, ...weights });
  }

  /** An activation goes into the layer before it, where that has room for it. */
  activate(activation: ActivationName, name: string): void {
    const last = this.#layers.at(-1);
    if (last !== undefined && isLinear(last.settings)) last.settings = { ...last.settings, activation };
    else this.add({ type: 'activation', activation }, name);
  }

  /** A sum right after a product is its bias. False where there is no such product. */
  addBias({ data }: ConstantTensor): boolean {
    const last = this.#layers.at(-1);
    if (last === undefined || !isLinear(last.settings) || last.bias !== undefined) return false;
    if (data.length !== this.shape.at(-1)) return false;
    last.settings = { ...last.settings, useBias: true };
    last.bias = { shape: [data.length], data };
    return true;
  }

  flatten(name: string): void {
    const [height = 1, width = 1, channels = 1] = this.shape;
    const isReordered =
      this.shape.length === 3 && this.layout === 'nchw' && channels > 1 && height * width > 1;
    if (isReordered) this.flattened = this.shape;
    this.layout = 'nhwc';
    this.add({ type: 'flatten' }, name);
  }

  /** The rows of a dense kernel in the order of the value that it multiplies here. */
  takeUpOrder(kernel: Float32Array<ArrayBuffer>, units: number): Float32Array<ArrayBuffer> {
    if (this.flattened === undefined) return kernel;
    const [height = 1, width = 1, channels = 1] = this.flattened;
    this.flattened = undefined;
    return transposed(kernel, [channels, height, width, units], [1, 2, 0, 3]);
  }

  finish(name: string): TrainedNetwork {
    // The graph's names where all can be names of layers, else Keras' for all: a mixture could meet itself.
    const names = this.#layers.map((layer) => layer.name);
    const areFit =
      new Set(names).size === names.length && names.every((each) => /^[A-Za-z][\w.-]{0,63}$/.test(each));
    const model = modelFrom({
      ...(name !== '' && { name: name.slice(0, 200) }),
      inputShape: this.#inputShape,
      layers: this.#layers.map(({ settings, name }) => (areFit ? { ...settings, name } : settings)),
    });
    const weights: Weights = new Map(
      model.layers.flatMap((layer, index) => {
        const { kernel, bias } = this.#layers[index] ?? {};
        return [
          ...(kernel === undefined ? [] : [[`${layer.name}/kernel`, kernel] as const]),
          ...(bias === undefined ? [] : [[`${layer.name}/bias`, bias] as const]),
        ];
      }),
    );
    return { model, weights };
  }
}

/** A layer of weights whose activation is still open. */
function isLinear(
  settings: LayerSettings,
): settings is Extract<LayerSettings, { readonly useBias: boolean }> {
  return 'useBias' in settings && settings.activation === 'linear';
}
