// A whole network from Keras' words: a Sequential, or a functional model whose layers follow one another.

import * as v from 'valibot';
import { kindOf, type LayerSettings, parseLayer } from '../../layers/index.js';
import { checkInputShape, type Model, modelFrom } from '../../model/model.js';
import type { Shape } from '../../model/shape.js';
import { damaged, unknownLayer } from '../errors.js';
import { chainOfLayers } from './functional-chain.js';
import { fromKerasLayer } from './layer-from-keras.js';
import { layerNamer } from './layer-names.js';
import { layerSchema, nameOf, type WrittenLayer } from './written-layer.js';

/** No network that a person made comes near. */
const MOST_LAYERS = 1000;

const topologySchema = v.object({ class_name: v.string(), config: v.unknown() });
const layersSchema = v.pipe(v.array(layerSchema), v.minLength(1), v.maxLength(MOST_LAYERS));
const modelSchema = v.object({
  name: v.optional(v.string()),
  layers: layersSchema,
  build_input_shape: v.optional(v.unknown()),
});
const batchShape = v.pipe(
  v.array(v.nullable(v.number())),
  v.check(([, ...shape]) => shape.length > 0 && shape.every((extent) => extent !== null)),
  v.transform(([, ...shape]): Shape => shape.map(Number)),
);

export interface KerasModel {
  readonly model: Model;
  /** What the file calls each layer, by its name here: not every name of Keras can be one. */
  readonly originalNames: ReadonlyMap<string, string>;
}

/**
 * @param topology `{ class_name: 'Sequential', config: { layers: […] } }`
 * @param file What error messages call the file.
 * @throws ShadegradError `SHADEGRAD_FORMAT_DAMAGED`, `SHADEGRAD_FORMAT_LAYER`, and what `sequential` throws.
 */
export function modelFromKeras(topology: unknown, file: string, format: string): KerasModel {
  const parsed = v.safeParse(topologySchema, topology);
  if (!parsed.success) throw damaged(file, format, 'it describes no network');
  const { class_name: className, config } = parsed.output;
  // Keras of old wrote the layers of a Sequential as a bare list.
  const described = v.safeParse(modelSchema, Array.isArray(config) ? { layers: config } : config);
  if (!described.success) {
    const where = v.getDotPath(described.issues[0]) ?? 'config';
    throw damaged(file, format, `its description of the network is malformed (${where})`);
  }
  const { name, layers: written, build_input_shape: built } = described.output;
  const layers = inOrder(className, written, file);
  const found = findInputShape(layers, built);
  if (found === undefined) {
    throw damaged(file, format, 'it does not say the shape of its input, or leaves a part of it open');
  }
  const inputShape = checkInputShape(found);
  const rename = layerNamer();
  const originalNames = new Map<string, string>();
  const settings: LayerSettings[] = [];
  let shape = inputShape;
  for (const layer of layers.filter(isNoInput)) {
    const original = nameOf(layer);
    const name = rename(original);
    originalNames.set(name, original);
    const described = fromKerasLayer(layer.class_name, original, layer.config, shape, file);
    const parsed = parseLayer({ ...described, name }, settings.length);
    shape = kindOf(parsed).outputShape(parsed, shape);
    settings.push(parsed);
  }
  const model = modelFrom({
    ...(name !== undefined && { name: name.slice(0, 200) }),
    inputShape,
    layers: settings,
  });
  return { model, originalNames };
}

function inOrder(className: string, layers: readonly WrittenLayer[], file: string): readonly WrittenLayer[] {
  switch (className) {
    case 'Sequential':
      return layers;
    case 'Functional':
    case 'Model':
      return chainOfLayers(layers, file);
    default:
      throw unknownLayer(
        file,
        `the network (${className})`,
        'only Sequential and Functional can be computed',
      );
  }
}

function findInputShape(layers: readonly WrittenLayer[], built: unknown): Shape | undefined {
  const first = layers[0]?.config;
  for (const candidate of [first?.['batch_shape'], first?.['batch_input_shape'], built]) {
    const shape = v.safeParse(batchShape, candidate);
    if (shape.success) return shape.output;
  }
  return undefined;
}

const isNoInput = ({ class_name: className }: WrittenLayer): boolean => className !== 'InputLayer';
