// Each layer as nodes of an ONNX graph.

import type { LayerSettings, LayerType } from '../../layers/index.js';
import type { ActivationName } from '../../layers/schemas.js';
import { windowOn, type WindowSettings } from '../../layers/window.js';
import type { ModelLayer } from '../../model/index.js';
import type { Weights } from '../../training/weights.js';
import { cannotSay } from '../errors.js';
import type { GraphBuilder } from './graph-builder.js';
import { padsOf } from './pads.js';
import { transposed } from './transpose.js';

interface Layer<Type extends LayerType> {
  readonly layer: ModelLayer;
  readonly settings: Extract<LayerSettings, { readonly type: Type }>;
  readonly weights: Weights;
}

type Writers = { readonly [Type in LayerType]?: (graph: GraphBuilder, layer: Layer<Type>) => void };

/** A layer that has no line here is refused. */
const WRITERS: Writers = {
  activation(graph, { layer, settings }) {
    activate(graph, settings.activation, layer.name);
  },
  conv2d(graph, { layer, settings, weights }) {
    const { name } = layer;
    const { shape, data } = tensor(weights, `${name}/kernel`);
    const [height = 1, width = 1, channels = 1, filters = 1] = shape;
    graph.arrange('nchw', name);
    const kernel = graph.constant(
      `${name}/kernel`,
      [filters, channels, height, width],
      transposed(data, shape, [3, 2, 0, 1]),
    );
    const { kernelSize: size, strides, padding, activation } = settings;
    graph.add(
      'Conv',
      name,
      [kernel, ...bias(graph, layer, weights)],
      windowOf(layer, { size, strides, padding }),
    );
    activate(graph, activation, `${name}/${activation}`);
  },
  dense(graph, { layer, settings, weights }) {
    const { name, inputShape } = layer;
    const { shape, data } = tensor(weights, `${name}/kernel`);
    graph.arrange('nhwc', name);
    const kernel = graph.constant(`${name}/kernel`, shape, data);
    const summand = bias(graph, layer, weights);
    if (inputShape.length === 1) {
      graph.add('Gemm', name, [kernel, ...summand]);
    } else {
      graph.add('MatMul', name, [kernel]);
      if (summand.length > 0) graph.add('Add', `${name}/add`, summand);
    }
    activate(graph, settings.activation, `${name}/${settings.activation}`);
  },
  dropout(graph, { layer, settings }) {
    const ratio = graph.constant(`${layer.name}/ratio`, [], Float32Array.of(settings.rate));
    graph.add('Dropout', layer.name, [ratio]);
  },
  flatten(graph, { layer }) {
    graph.arrange('nhwc', layer.name);
    graph.add('Flatten', layer.name, [], { axis: 1 });
  },
  maxPool2d(graph, { layer, settings }) {
    const { poolSize: size, strides, padding } = settings;
    graph.arrange('nchw', layer.name);
    graph.add('MaxPool', layer.name, [], windowOf(layer, { size, strides, padding }));
  },
};

/** @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming a layer that has no words in ONNX here. */
export function writeLayer(graph: GraphBuilder, layer: ModelLayer, weights: Weights): void {
  if (!write(graph, { layer, settings: layer.settings, weights })) {
    throw cannotSay('ONNX', layer.name, layer.settings.type);
  }
}

/** Generic, so that the compiler sees that settings and writer belong together. */
function write<Type extends LayerType>(
  graph: GraphBuilder,
  layer: Layer<Type> & { readonly settings: { readonly type: Type } },
): boolean {
  const writer: ((graph: GraphBuilder, layer: Layer<Type>) => void) | undefined =
    WRITERS[layer.settings.type];
  writer?.(graph, layer);
  return writer !== undefined;
}

function activate(graph: GraphBuilder, activation: ActivationName, name: string): void {
  switch (activation) {
    case 'linear':
      return;
    case 'relu':
      return graph.add('Relu', name);
    case 'tanh':
      return graph.add('Tanh', name);
    case 'sigmoid':
      return graph.add('Sigmoid', name);
    case 'softmax':
      graph.arrange('nhwc', name);
      return graph.add('Softmax', name, [], { axis: -1 });
    default:
      return activation satisfies never;
  }
}

/** The name of the layer's bias, once added; nothing for a layer without. */
function bias(graph: GraphBuilder, { name, parameters }: ModelLayer, weights: Weights): readonly string[] {
  if (!parameters.some((parameter) => parameter.name === `${name}/bias`)) return [];
  const { shape, data } = tensor(weights, `${name}/bias`);
  return [graph.constant(`${name}/bias`, shape, data)];
}

function windowOf({ name, inputShape }: ModelLayer, settings: WindowSettings) {
  const window = windowOn(name, settings, inputShape);
  const { kernelHeight, kernelWidth, strideY, strideX } = window;
  return {
    kernel_shape: [kernelHeight, kernelWidth],
    strides: [strideY, strideX],
    pads: padsOf(window),
  };
}

function tensor(weights: Weights, name: string) {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`checked weights lack ${name}`);
  return found;
}
