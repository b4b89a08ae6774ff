// checkpoint/: all that a run needs to go on as if it had never stopped. best/: the weights with the best validation
// score. Both are replaced whole.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readSafetensors, ShadegradError, type TrainerState } from '@shadegrad/core';
import * as v from 'valibot';
import { readBytes } from '../input-files.js';
import { encodeTensors, encodeWeights, type TrainedNetwork } from '../weights-file.js';
import { exists, recoverFolder, replaceFolder } from './atomic.js';
import { CHECKPOINT_FILES } from './paths.js';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const schema = v.object({
  schema: v.literal(1),
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
  /** Of the two files beside: pieces of different checkpoints do not go together. */
  files: v.object({ weights: sha256, optimizer: sha256 }),
});

/** Replaces the checkpoint in `folder`. */
export async function writeCheckpoint(
  folder: string,
  state: TrainerState,
  network: Omit<TrainedNetwork, 'weights'>,
): Promise<void> {
  const weights = encodeWeights({ ...network, weights: state.weights });
  const optimizer = encodeTensors(state.optimizer);
  const files = { weights: digest(weights), optimizer: digest(optimizer) };
  await replaceFolder(folder, {
    [CHECKPOINT_FILES.weights]: weights,
    [CHECKPOINT_FILES.optimizer]: optimizer,
    [CHECKPOINT_FILES.state]: `${JSON.stringify({ schema: 1, progress: state.progress, files }, null, 2)}\n`,
  });
}

/** Replaces the best weights in `folder`. */
export async function writeBest(folder: string, network: TrainedNetwork): Promise<void> {
  await replaceFolder(folder, { [CHECKPOINT_FILES.weights]: encodeWeights(network) });
}

/**
 * Reads the checkpoint in `folder`, or undefined where the run was ended before its first.
 *
 * @throws ShadegradError `SHADEGRAD_RUN_CHECKPOINT` where it is damaged.
 */
export async function readCheckpoint(folder: string): Promise<TrainerState | undefined> {
  await recoverFolder(folder);
  if (!(await exists(folder))) return undefined;
  const path = join(folder, CHECKPOINT_FILES.state);
  const read = async (name: string): Promise<Uint8Array> => {
    try {
      return await readBytes(join(folder, name));
    } catch (error) {
      throw damaged(join(folder, name), 'it cannot be read', error);
    }
  };
  const json = v.safeParse(
    v.pipe(v.string(), v.parseJson(), schema),
    new TextDecoder().decode(await read(CHECKPOINT_FILES.state)),
  );
  if (!json.success) throw damaged(path, v.summarize(json.issues).split('\n')[0] ?? '');
  const { progress, files } = json.output;
  const tensors = async (part: keyof typeof files) => {
    const name = CHECKPOINT_FILES[part];
    const bytes = await read(name);
    if (digest(bytes) !== files[part])
      throw damaged(join(folder, name), 'it is not the file that state.json names');
    return readSafetensors(bytes, join(folder, name));
  };
  return { progress, weights: await tensors('weights'), optimizer: await tensors('optimizer') };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function damaged(path: string, why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_CHECKPOINT',
    `The checkpoint is damaged: ${path}: ${why}.`,
    'Restore the run folder from a copy, or begin a new run with --init best/weights.safetensors.',
    { cause },
  );
}
