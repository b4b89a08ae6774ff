// What the bench and its contenders say to each other: one JSON object a line, requests on the contender's standard input,
// one answer to each on its standard output. A contender is a process of its own, in whatever language, that does
// nothing until it is asked. `pytorch.py` knows the same messages.

import * as v from 'valibot';

/** Pictures as bytes [examples, 28, 28, 1] and labels as one byte each, in files, so that all read the same. */
const DataFilesSchema = v.object({
  trainImages: v.string(),
  trainLabels: v.string(),
  testImages: v.string(),
  testLabels: v.string(),
});

/** The task, the same for every contender. */
const SettingsSchema = v.object({
  /** As `--adapter`; absent for the best one. Those that compute without WebGPU ignore it. */
  adapter: v.optional(v.string()),
  /** `cpu` or `cuda`, for those that know both. */
  device: v.optional(v.string()),
  /** Whether a contender that can choose its threads may try which choice is fastest before it opens. */
  triesThreads: v.boolean(),
  batchSize: v.number(),
  /** Filters and units of the hidden layers are multiplied by this; 1 is the classic network. */
  width: v.number(),
  learningRate: v.number(),
  seed: v.number(),
  data: DataFilesSchema,
});

export const RequestSchema = v.variant('type', [
  /** Loads the libraries and the data, and opens the device. */
  v.object({ type: v.literal('open'), settings: SettingsSchema }),
  /** Makes the network with its first weights. */
  v.object({ type: v.literal('build') }),
  /** Trains so many batches, shuffled, and waits until they are done. */
  v.object({ type: v.literal('train'), steps: v.number() }),
  /** Scores the first so many test images. */
  v.object({ type: v.literal('evaluate'), images: v.number() }),
  /** Classifies one image at a time, so many times. */
  v.object({ type: v.literal('predict'), times: v.number() }),
  v.object({ type: v.literal('memory') }),
]);

const ScoredSchema = v.object({
  images: v.number(),
  /** Mean over the images; NaN arrives as null. */
  loss: v.nullable(v.number()),
  /** Share of the images, 0 to 1. */
  accuracy: v.nullable(v.number()),
});

const OpenedSchema = v.object({
  /** What it computes on: an adapter's or a processor's name. */
  device: v.string(),
  deviceKind: v.picklist(['hardware', 'software', 'processor']),
  /** Versions by name: the library's own and those of what computes for it. */
  versions: v.record(v.string(), v.string()),
  /** Threads it was told to use, where it can be told. */
  threads: v.optional(v.number()),
});

const BuiltSchema = v.object({ parameters: v.number() });

/** Of each image by itself, in ms. */
const PredictedSchema = v.object({ milliseconds: v.array(v.number()) });

/** Bytes on the device, as the library itself counts or plans them; absent where it does not tell. */
const MemorySchema = v.object({ bytes: v.optional(v.number()) });

export const AnswerSchema = v.variant('ok', [
  /** `seconds` are those that the contender itself spent on the request. */
  v.object({ ok: v.literal(true), seconds: v.number(), result: v.unknown() }),
  v.object({ ok: v.literal(false), error: v.string() }),
]);

type DeepReadonly<T> = { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

export type DataFiles = DeepReadonly<v.InferOutput<typeof DataFilesSchema>>;
export type WorkerSettings = DeepReadonly<v.InferOutput<typeof SettingsSchema>>;
export type WorkerRequest = DeepReadonly<v.InferOutput<typeof RequestSchema>>;
export type RequestType = WorkerRequest['type'];
/** A request without its type, for whoever calls by name. */
export type RequestBody<Type extends RequestType> = Omit<Extract<WorkerRequest, { type: Type }>, 'type'>;
export type Opened = DeepReadonly<v.InferOutput<typeof OpenedSchema>>;
export type Scored = DeepReadonly<v.InferOutput<typeof ScoredSchema>>;

/** What each request is answered with. */
export interface Answers {
  readonly open: Opened;
  readonly build: DeepReadonly<v.InferOutput<typeof BuiltSchema>>;
  readonly train: Scored;
  readonly evaluate: Scored;
  readonly predict: DeepReadonly<v.InferOutput<typeof PredictedSchema>>;
  readonly memory: DeepReadonly<v.InferOutput<typeof MemorySchema>>;
}

/** Throw a ValiError for what is no such answer. */
export const PARSERS: { readonly [Type in RequestType]: (value: unknown) => Answers[Type] } = {
  open: v.parser(OpenedSchema),
  build: v.parser(BuiltSchema),
  train: v.parser(ScoredSchema),
  evaluate: v.parser(ScoredSchema),
  predict: v.parser(PredictedSchema),
  memory: v.parser(MemorySchema),
};

export type WorkerAnswer =
  | { readonly ok: true; readonly seconds: number; readonly result: Answers[RequestType] }
  | { readonly ok: false; readonly error: string };
