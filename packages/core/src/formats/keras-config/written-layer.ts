// One layer as Keras and TensorFlow.js write it into a file.

import * as v from 'valibot';

export const layerSchema = v.object({
  class_name: v.string(),
  config: v.looseObject({ name: v.optional(v.string()) }),
  name: v.optional(v.string()),
  inbound_nodes: v.optional(v.unknown()),
});

export type WrittenLayer = v.InferOutput<typeof layerSchema>;

/** The layer's name as its own file has it. */
export function nameOf({ name, config, class_name: className }: WrittenLayer): string {
  return name ?? config.name ?? className.toLowerCase();
}
