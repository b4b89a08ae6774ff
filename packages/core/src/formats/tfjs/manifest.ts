// model.json: the network's description, and which tensors lie where in which shards.

import * as v from 'valibot';
import { size } from '../../model/index.js';
import { damaged, tooLarge, unknownLayer } from '../errors.js';
import { MOST_JSON_BYTES, parseClasses, parseJsonBytes } from '../json.js';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.object({
  modelTopology: v.unknown(),
  weightsManifest: v.array(
    v.object({
      paths: v.array(v.string()),
      weights: v.array(
        v.object({
          name: v.string(),
          shape: v.array(count),
          dtype: v.string(),
          quantization: v.optional(v.unknown()),
        }),
      ),
    }),
  ),
  userDefinedMetadata: v.nullish(v.unknown()),
});
const wrapped = v.object({ model_config: v.unknown() });
const metadata = v.object({ classes: v.unknown() });

/** Where one tensor lies. */
export interface ManifestEntry {
  readonly name: string;
  readonly shape: readonly number[];
  /** Which of the groups of shards. */
  readonly group: number;
  /** In the group's shards put together. */
  readonly offset: number;
}

export interface Manifest {
  readonly topology: unknown;
  /** Names of each group's shards, in one folder with model.json. */
  readonly groups: readonly (readonly string[])[];
  readonly entries: readonly ManifestEntry[];
  readonly classes: readonly string[] | undefined;
}

/** @throws ShadegradError `SHADEGRAD_FORMAT_DAMAGED`, `SHADEGRAD_FORMAT_SIZE`, `SHADEGRAD_FORMAT_LAYER`. */
export function readManifest(bytes: Uint8Array, file: string): Manifest {
  if (bytes.length > MOST_JSON_BYTES) throw tooLarge(file, `its description has ${bytes.length} bytes`);
  const result = v.safeParse(schema, parseJsonBytes(bytes));
  if (!result.success) {
    const where = v.getDotPath(result.issues[0]) ?? 'it is not JSON';
    throw damaged(file, 'TensorFlow.js', `its model.json is malformed (${where})`);
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = result.output;
  const entries = weightsManifest.flatMap(({ weights }, group) => {
    let end = 0;
    return weights.map(({ name, shape, dtype, quantization }): ManifestEntry => {
      if (dtype !== 'float32' || quantization !== undefined) {
        throw unknownLayer(
          file,
          `the tensor "${name}"`,
          `it is ${quantization === undefined ? dtype : 'quantized'}; only float32 can be read`,
        );
      }
      const offset = end;
      end += 4 * size(shape);
      return { name, shape, group, offset };
    });
  });
  return {
    // What TensorFlow's converter makes of a Keras file has the description one level deeper.
    topology: v.is(wrapped, modelTopology) ? modelTopology.model_config : modelTopology,
    groups: weightsManifest.map(({ paths }) => paths.map((path) => shardName(path, file))),
    entries,
    classes: v.is(metadata, userDefinedMetadata) ? parseClasses(userDefinedMetadata.classes) : undefined,
  };
}

/** The names of the files that a model.json asks for, so that whoever has a folder knows what to read. */
export function shardNames(bytes: Uint8Array, file: string): readonly string[] {
  return readManifest(bytes, file).groups.flat();
}

/** A shard lies beside model.json; a path that leads elsewhere is not followed. */
function shardName(path: string, file: string): string {
  const name = path.replace(/^\.\//, '');
  if (/^[\w][\w .-]{0,200}$/.test(name)) return name;
  throw damaged(
    file,
    'TensorFlow.js',
    `its weights are said to lie in ${JSON.stringify(path.slice(0, 80))}, which is no file beside it`,
  );
}
