// config.json: everything that is needed to repeat a run, to resume it, and to know what it was made with.

import * as v from 'valibot';
import { ShadegradError } from '../errors.js';
import { parseLoss, type Loss } from '../losses/index.js';
import { modelToJson, parseModel, type Model } from '../model/index.js';
import { parseOptimizer, type Optimizer } from '../optimizers/index.js';
import type { AdapterDescription } from '../runtime/gpu.js';
import { parseSchedule, type Schedule } from '../schedules/index.js';
import { firstIssue } from './first-issue.js';

/** Of the whole run folder: raised when a reader of the old one would misread the new one. */
const RUN_SCHEMA = 2;

/** Most bytes of config.json that are read: a network of a thousand layers and hundreds of resumptions take less. */
export const MOST_CONFIG_BYTES = 2 ** 22;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const part = v.object({ examples: count, sha256 });

const dataSchema = v.object({
  name: v.string(),
  /** What was asked for, as `--data` takes it; absent when nothing was. */
  source: v.optional(v.string()),
  /** Where it was found, in words. */
  origin: v.string(),
  /** What finds the same pictures again, as `--data` takes it. */
  reload: v.string(),
  shape: v.tuple([count, count, count]),
  classes: v.array(v.string()),
  /** Most training and test images that were taken; absent for all. */
  trainingLimit: v.optional(count),
  testLimit: v.optional(count),
  /** What was taken, pixels then labels. */
  training: part,
  test: part,
});

const cadenceSchema = v.object({
  steps: v.optional(v.pipe(count, v.minValue(1))),
  seconds: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
});

const changeSchema = v.object({ setting: v.string(), from: v.string(), to: v.string() });
const resumptionSchema = v.object({
  /** ISO 8601, UTC. */
  time: v.string(),
  /** The step after which the run went on. */
  step: count,
  command: v.array(v.string()),
  /** What was no longer as before: settings, adapter, versions. */
  changes: v.array(changeSchema),
});

const schema = v.object({
  schema: v.literal(RUN_SCHEMA),
  name: v.string(),
  created: v.string(),
  command: v.array(v.string()),
  model: v.unknown(),
  optimizer: v.unknown(),
  schedule: v.unknown(),
  loss: v.unknown(),
  epochs: v.pipe(count, v.minValue(1)),
  batchSize: v.pipe(count, v.minValue(1)),
  microBatchSize: v.optional(v.union([v.literal('auto'), v.pipe(count, v.minValue(1))])),
  seed: count,
  shuffle: v.boolean(),
  validationSplit: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  timed: v.optional(v.boolean(), false),
  logEvery: v.pipe(count, v.minValue(1)),
  checkpointEvery: cadenceSchema,
  keepCheckpoints: v.pipe(count, v.minValue(1)),
  onNan: v.optional(v.picklist(['stop', 'rollback']), 'stop'),
  data: dataSchema,
  init: v.optional(v.object({ path: v.string(), sha256 })),
  adapter: v.looseObject({
    name: v.string(),
    kind: v.picklist(['hardware', 'software']),
    // What plans depend on.
    features: v.optional(v.array(v.string())),
    limits: v.optional(v.record(v.string(), v.number())),
    subgroupSize: v.optional(v.tuple([count, count])),
  }),
  versions: v.record(v.string(), v.string()),
  variants: v.optional(v.record(v.string(), v.string())),
  /** When the run went on, and with what changed; the latest ones. */
  resumed: v.optional(v.array(resumptionSchema), []),
});

export type DataRecord = v.InferOutput<typeof dataSchema>;

/** Within epochs a checkpoint is written after so many steps or so many seconds, whichever comes first; or neither. */
export type CheckpointCadence = v.InferOutput<typeof cadenceSchema>;

export type SettingChange = v.InferOutput<typeof changeSchema>;
export type Resumption = v.InferOutput<typeof resumptionSchema>;

/** How a run is trained. */
export interface RunSettings {
  /** Of the preset or the model file. */
  readonly name: string;
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  readonly loss: Loss;
  readonly epochs: number;
  readonly batchSize: number;
  /** Images that are computed at once; absent where that is the whole batch. `auto` until there is a trainer. */
  readonly microBatchSize?: number | 'auto' | undefined;
  readonly seed: number;
  readonly shuffle: boolean;
  /** 0: validated on the test images, or, against the clock, not at all. */
  readonly validationSplit: number;
  /** Against the clock: what is not training comes before it or after it. */
  readonly timed: boolean;
  readonly logEvery: number;
  readonly checkpointEvery: CheckpointCadence;
  readonly keepCheckpoints: number;
  /** What becomes of the run when its numbers break. */
  readonly onNan: 'stop' | 'rollback';
  /** Weights that the run began with, instead of ones drawn from the seed. */
  readonly init?: { readonly path: string; readonly sha256: string } | undefined;
}

/** Settings, and what they were used with. */
export interface RunConfig extends RunSettings {
  /** ISO 8601, UTC. */
  readonly created: string;
  /** What followed `shadegrad` on the command line; empty for a run of the web app. */
  readonly command: readonly string[];
  readonly data: DataRecord;
  readonly adapter: Pick<AdapterDescription, 'name' | 'kind'> & Partial<AdapterDescription>;
  readonly versions: Readonly<Record<string, string>>;
  /** Which variant computes each matrix product: the bits depend on it. Known once there is a trainer. */
  readonly variants?: Readonly<Record<string, string>> | undefined;
  readonly resumed: readonly Resumption[];
}

/** Images that a run computes at once. */
export function atOnce({ batchSize, microBatchSize }: RunSettings): number {
  return microBatchSize === undefined || microBatchSize === 'auto' ? batchSize : microBatchSize;
}

/** The text of config.json. */
export function encodeRunConfig(config: RunConfig): string {
  const json = { schema: RUN_SCHEMA, ...config, model: modelToJson(config.model) };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/**
 * Reads the text of config.json.
 *
 * @param path Of the file, for errors.
 * @throws ShadegradError `SHADEGRAD_RUN_VERSION`, `SHADEGRAD_RUN_CONFIG`.
 */
export function parseRunConfig(text: string, path: string): RunConfig {
  const json = parseJson(text, path);
  const versioned = v.safeParse(v.object({ schema: v.pipe(v.number(), v.safeInteger()) }), json);
  if (versioned.success && versioned.output.schema !== RUN_SCHEMA)
    throw otherVersion(path, versioned.output.schema);
  const result = v.safeParse(schema, json);
  if (!result.success) throw damagedConfig(path, firstIssue(result.issues));
  const { model, optimizer, schedule, loss, schema: _, ...config } = result.output;
  try {
    return {
      ...config,
      model: parseModel(model),
      optimizer: parseOptimizer(optimizer),
      schedule: parseSchedule(schedule),
      loss: parseLoss(loss),
    };
  } catch (error) {
    throw damagedConfig(path, error instanceof Error ? error.message : String(error), error);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damagedConfig(path, 'it is not JSON', error);
  }
}

function otherVersion(path: string, version: number): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_VERSION',
    `${path} is of version ${version} of the run folder; this program reads version ${RUN_SCHEMA}.`,
    'Use the version of shadegrad that made the run, or train again.',
  );
}

export function damagedConfig(path: string, why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_CONFIG',
    `${path} does not describe a run: ${why}.`,
    'Restore the file, or train again.',
    { cause },
  );
}
