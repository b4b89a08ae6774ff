// A functional model of Keras is a graph. Where each layer takes the one before it and nothing branches, the graph is a
// row of layers, which can be computed here.

import * as v from 'valibot';
import { unknownLayer } from '../errors.js';
import { nameOf, type WrittenLayer } from './written-layer.js';

/** Keras 2 and TensorFlow.js: one call of the layer, on one tensor. */
const oldNodes = v.strictTuple([v.strictTuple([v.looseTuple([v.string()])])]);
/** Keras 3: one call of the layer, on one tensor. */
const newNodes = v.strictTuple([
  v.object({
    args: v.strictTuple([v.object({ config: v.object({ keras_history: v.looseTuple([v.string()]) }) })]),
  }),
]);

/** @throws ShadegradError `SHADEGRAD_FORMAT_LAYER` naming the layer at which the graph is no row. */
export function chainOfLayers(layers: readonly WrittenLayer[], file: string): readonly WrittenLayer[] {
  const refuse = (layer: WrittenLayer, why: string) =>
    unknownLayer(file, `the layer "${nameOf(layer)}" (${layer.class_name})`, why);
  const names = new Set<string>();
  const after = new Map<string, WrittenLayer>();
  let input: WrittenLayer | undefined;
  for (const layer of layers) {
    if (names.has(nameOf(layer))) throw refuse(layer, 'another layer has the same name');
    names.add(nameOf(layer));
    if (layer.class_name === 'InputLayer') {
      if (input !== undefined) throw refuse(layer, 'a second input cannot be computed');
      input = layer;
      continue;
    }
    const before = layerBefore(layer.inbound_nodes);
    if (before === undefined) throw refuse(layer, 'it does not follow exactly one layer');
    if (after.has(before)) throw refuse(layer, `"${before}" branches; only layers in a row can be computed`);
    after.set(before, layer);
  }
  const chain: WrittenLayer[] = [];
  // Each layer follows one other, so a circle cannot be entered from the input.
  for (let layer = input; layer !== undefined; layer = after.get(nameOf(layer))) chain.push(layer);
  const unreached = layers.find((layer) => !chain.includes(layer));
  if (unreached !== undefined) throw refuse(unreached, 'no row of layers leads to it from the input');
  return chain;
}

function layerBefore(nodes: unknown): string | undefined {
  if (v.is(oldNodes, nodes)) return nodes[0][0][0];
  if (v.is(newNodes, nodes)) return nodes[0].args[0].config.keras_history[0];
  return undefined;
}
