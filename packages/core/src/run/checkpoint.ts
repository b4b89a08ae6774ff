// One checkpoint: all that a run needs to go on as if it had never stopped, as the files of a folder.
//
//   weights.safetensors    the weights, with the description of their network
//   optimizer.safetensors  the optimizer's slots
//   state.json             where the run stands
//   SHA256SUMS             of the three

import * as v from 'valibot';
import { ShadegradError } from '../errors.js';
import type { TrainedNetwork } from '../formats/network.js';
import {
  namedTensors,
  readSafetensors,
  writeSafetensors,
  writeSafetensorsNetwork,
} from '../formats/safetensors/index.js';
import type { TrainerState } from '../training/state.js';
import type { Weights } from '../training/weights.js';
import { CHECKSUMS_FILE, formatChecksums, parseChecksums, sha256, type Sha256 } from './checksums.js';
import { firstIssue } from './first-issue.js';

/** Raised when a reader of the old files would misread the new ones. */
const VERSION = 1;

export const CHECKPOINT_FILES = {
  weights: 'weights.safetensors',
  optimizer: 'optimizer.safetensors',
  state: 'state.json',
} as const;

/** Ten times what is ever written there. */
const MOST_STATE_BYTES = 2 ** 16;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const bestSchema = v.object({
  step: count,
  epoch: count,
  validationLoss: v.pipe(v.number(), v.finite()),
  /** Of `best/step-….safetensors`. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const stateSchema = v.object({
  format: v.literal('shadegrad-checkpoint'),
  version: v.literal(VERSION),
  progress: v.object({
    step: count,
    epoch: count,
    stepInEpoch: count,
    lossSum: v.number(),
    correct: count,
    count,
    earlyStopping: v.optional(v.object({ best: v.number(), bestEpoch: count, wait: count })),
    learningRates: v.optional(v.array(v.object({ step: count, learningRate: v.number() }))),
    nextLearningRate: v.optional(v.number()),
  }),
  best: v.optional(bestSchema),
});

/** Which weights had the lowest validation loss, as of a checkpoint. */
export type BestWeights = v.InferOutput<typeof bestSchema>;

/** What a checkpoint holds. */
export interface Checkpoint {
  readonly state: TrainerState;
  /** Absent before the first validation. */
  readonly best?: BestWeights | undefined;
}

/** The files of a checkpoint, by name; the checksums come last. */
export async function encodeCheckpoint(
  { state, best }: Checkpoint,
  network: Omit<TrainedNetwork, 'weights'>,
  hash: Sha256 = sha256,
): Promise<Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>> {
  const { weights, optimizer, progress } = state;
  const json = { format: 'shadegrad-checkpoint', version: VERSION, progress, ...(best && { best }) };
  const files = {
    [CHECKPOINT_FILES.weights]: writeSafetensorsNetwork({ ...network, weights }),
    [CHECKPOINT_FILES.optimizer]: writeSafetensors(namedTensors(optimizer), { format: 'shadegrad' }),
    [CHECKPOINT_FILES.state]: `${JSON.stringify(json, null, 2)}\n`,
  };
  return { ...files, [CHECKSUMS_FILE]: await formatChecksums(files, hash) };
}

/** Reads a file of a checkpoint by its name; fails where there is none, or it has more bytes than are to be read. */
export type ReadCheckpointFile = (name: string, mostBytes?: number) => Promise<Uint8Array>;

/**
 * Reads a checkpoint and checks it against its checksums.
 *
 * @param folder Where it lies, for errors.
 * @param hash Default: WebCrypto's, which takes less than 2 GiB.
 * @throws ShadegradError `SHADEGRAD_RUN_CHECKPOINT` where it is damaged.
 */
export async function decodeCheckpoint(
  readFile: ReadCheckpointFile,
  folder: string,
  hash: Sha256 = sha256,
): Promise<Checkpoint> {
  const read = async (name: string, mostBytes?: number): Promise<Uint8Array> => {
    try {
      return await readFile(name, mostBytes);
    } catch (error) {
      throw damagedCheckpoint(
        folder,
        `${name}: ${error instanceof Error ? error.message : String(error)}`,
        error,
      );
    }
  };
  const sums = parseChecksums(decode(await read(CHECKSUMS_FILE, MOST_STATE_BYTES)));
  const checked = async (name: string, mostBytes?: number): Promise<Uint8Array> => {
    const bytes = await read(name, mostBytes);
    if (sums.get(name) === (await hash(bytes))) return bytes;
    throw damagedCheckpoint(folder, `${name} does not have the SHA-256 that ${CHECKSUMS_FILE} names`);
  };
  const tensors = async (name: string): Promise<Weights> =>
    readSafetensors(await checked(name), `${folder}/${name}`);
  const { progress, best } = parseCheckpointState(
    decode(await checked(CHECKPOINT_FILES.state, MOST_STATE_BYTES)),
    folder,
  );
  const weights = await tensors(CHECKPOINT_FILES.weights);
  return { state: { progress, weights, optimizer: await tensors(CHECKPOINT_FILES.optimizer) }, best };
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** @throws ShadegradError `SHADEGRAD_RUN_CHECKPOINT`. */
export function parseCheckpointState(text: string, folder: string): v.InferOutput<typeof stateSchema> {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), stateSchema), text);
  if (result.success) return result.output;
  throw damagedCheckpoint(folder, `${CHECKPOINT_FILES.state}: ${firstIssue(result.issues)}`);
}

function damagedCheckpoint(path: string, why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_CHECKPOINT',
    `The checkpoint ${path} is damaged: ${why}.`,
    'Restore it from a copy, or begin a new run with --init and the weights that are left.',
    { cause },
  );
}
