// The checkpoints of a run. Each is a folder that appears complete or not at all, named for where the run stood:
//
//   checkpoints/step-000500-epoch-1/    500 steps are done, and 1 epoch with its validation
//   best/step-000432.safetensors        weights with the lowest validation loss, as the checkpoints' state.json say
//
// A checkpoint is never changed. The last few are kept, and the best weights that they name.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bestWeightsName,
  checkpointName,
  decodeCheckpoint,
  encodeCheckpoint,
  newestFirst,
  parseBestWeightsName,
  parseCheckpointName,
  readSafetensors,
  ShadegradError,
  type BestWeights,
  type Checkpoint,
  type CheckpointSink,
  type RunPosition,
  type Weights,
  writeSafetensorsNetwork,
} from '@shadegrad/core';
import type { TrainedNetwork } from '@shadegrad/core/formats';
import {
  exists,
  makeFolder,
  removeFile,
  removeFolder,
  removeLeftovers,
  writeFileAtomically,
  writeFolderAtomically,
} from './atomic.js';
import { sha256 } from './checksums.js';
import { systemCode } from './file-errors.js';
import type { RunPaths } from './paths.js';
import { MOST_TENSOR_BYTES, readPlainFile } from './read-file.js';

export interface CheckpointFolder extends RunPosition {
  readonly path: string;
}

/** The checkpoints of a run, newest first; none where there is no folder. */
export async function listCheckpoints({ checkpoints }: RunPaths): Promise<readonly CheckpointFolder[]> {
  const found = (await entries(checkpoints)).flatMap((entry): CheckpointFolder[] => {
    const position = parseCheckpointName(entry.name);
    // A symbolic link is no folder of this run.
    if (position === undefined || !entry.isDirectory()) return [];
    return [{ path: join(checkpoints, entry.name), ...position }];
  });
  return found.toSorted(newestFirst);
}

/** @throws ShadegradError `SHADEGRAD_RUN_CHECKPOINT` where it is damaged. */
export function readCheckpoint(folder: string): Promise<Checkpoint> {
  const read = (name: string, mostBytes = MOST_TENSOR_BYTES): Promise<Uint8Array> =>
    readPlainFile(join(folder, name), mostBytes);
  return decodeCheckpoint(read, folder, sha256);
}

/**
 * The newest checkpoint that is intact; undefined where there is none at all.
 *
 * @param onDamaged Told of each newer one that is not, in the order of age.
 * @throws ShadegradError `SHADEGRAD_RUN_CHECKPOINT` where there are checkpoints, but none that is intact.
 */
export async function readNewestCheckpoint(
  paths: RunPaths,
  onDamaged: (error: ShadegradError) => void = () => {},
): Promise<Checkpoint | undefined> {
  const damaged: ShadegradError[] = [];
  const all = await listCheckpoints(paths);
  for (const { path } of all) {
    try {
      const checkpoint = await readCheckpoint(path);
      damaged.forEach(onDamaged);
      return checkpoint;
    } catch (error) {
      if (!(error instanceof ShadegradError)) throw error;
      damaged.push(error);
    }
  }
  // A run that is at work may have replaced them all meanwhile.
  if ((await listCheckpoints(paths))[0]?.path !== all[0]?.path) return readNewestCheckpoint(paths, onDamaged);
  damaged.forEach(onDamaged);
  if (damaged[0] !== undefined) throw damaged[0];
  return undefined;
}

/**
 * The best weights, as of the newest intact checkpoint; undefined where nothing was validated yet.
 *
 * @throws ShadegradError `SHADEGRAD_RUN_CHECKPOINT`, `SHADEGRAD_RUN_BEST`.
 */
export async function readBest(paths: RunPaths): Promise<Weights | undefined> {
  const best = (await readNewestCheckpoint(paths))?.best;
  if (best === undefined) return undefined;
  const path = join(paths.best, bestWeightsName(best));
  try {
    const bytes = await readPlainFile(path, MOST_TENSOR_BYTES);
    if (sha256(bytes) !== best.sha256)
      throw new Error('it does not have the SHA-256 that the checkpoint names');
    return readSafetensors(bytes, path);
  } catch (cause) {
    throw new ShadegradError(
      'SHADEGRAD_RUN_BEST',
      `The best weights ${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Restore the file from a copy, or take the last weights: leave --best out.',
      { cause },
    );
  }
}

/** Writes the checkpoints of a run; only for the process that holds the run's lock. */
export class CheckpointWriter implements CheckpointSink {
  readonly #paths: RunPaths;
  readonly #network: Omit<TrainedNetwork, 'weights'>;
  readonly #keep: number;

  private constructor(paths: RunPaths, network: Omit<TrainedNetwork, 'weights'>, keep: number) {
    this.#paths = paths;
    this.#network = network;
    this.#keep = keep;
  }

  /**
   * Makes the folders, and removes what a dead process left half done and what lies behind `position`, from where the run
   * goes on: it is made anew.
   *
   * @param keep How many checkpoints are kept, at least 1.
   */
  static async open(
    paths: RunPaths,
    network: Omit<TrainedNetwork, 'weights'>,
    { keep, position }: { readonly keep: number; readonly position: RunPosition },
  ): Promise<CheckpointWriter> {
    for (const folder of [paths.checkpoints, paths.best]) {
      await makeFolder(folder);
      await removeLeftovers(folder);
    }
    await removeLater(paths, position);
    return new CheckpointWriter(paths, network, keep);
  }

  /** Writes a checkpoint, unless it is there already, and removes those that are too many. Returns its path. */
  async write(checkpoint: Checkpoint): Promise<string> {
    const path = await this.#ensure(checkpoint);
    await this.#prune();
    return path;
  }

  /**
   * Writes a checkpoint to go on from in place of those of later steps, which are removed once it is there. Returns its best
   * weights, unless so many came after them that their file is gone.
   */
  async rewind({ state, best }: Checkpoint): Promise<BestWeights | undefined> {
    const isKept = best !== undefined && (await exists(join(this.#paths.best, bestWeightsName(best))));
    const kept = isKept ? best : undefined;
    await this.#ensure({ state, best: kept });
    await removeLater(this.#paths, state.progress);
    return kept;
  }

  /** Writes weights that are the best so far. The checkpoint that names them is to follow. */
  async writeBest(
    weights: Weights,
    score: Omit<BestWeights, 'sha256'>,
  ): Promise<{ readonly path: string; readonly best: BestWeights }> {
    const path = join(this.#paths.best, bestWeightsName(score));
    const bytes = writeSafetensorsNetwork({ ...this.#network, weights });
    await writeFileAtomically(path, bytes);
    return { path, best: { ...score, sha256: sha256(bytes) } };
  }

  async #ensure(checkpoint: Checkpoint): Promise<string> {
    const path = join(this.#paths.checkpoints, checkpointName(checkpoint.state.progress));
    if (!(await exists(path))) {
      await writeFolderAtomically(path, await encodeCheckpoint(checkpoint, this.#network, sha256));
    }
    return path;
  }

  async #prune(): Promise<void> {
    for (const { path } of (await listCheckpoints(this.#paths)).slice(this.#keep)) await removeFolder(path);
    // Each is followed by the checkpoint that names it, so older ones than these are named by none that is left.
    for (const { path } of (await listBest(this.#paths)).slice(this.#keep)) await removeFile(path);
  }
}

/** Checkpoints first: as long as one is there, so are the weights that it names. */
async function removeLater(paths: RunPaths, position: RunPosition): Promise<void> {
  for (const { path, step, epoch } of await listCheckpoints(paths)) {
    if (step > position.step || (step === position.step && epoch > position.epoch)) await removeFolder(path);
  }
  for (const { path, step } of await listBest(paths)) if (step > position.step) await removeFile(path);
}

/** Newest first. */
async function listBest({
  best,
}: RunPaths): Promise<readonly { readonly path: string; readonly step: number }[]> {
  const found = (await entries(best)).flatMap(({ name }) => {
    const step = parseBestWeightsName(name);
    return step === undefined ? [] : [{ path: join(best, name), step }];
  });
  return found.toSorted((a, b) => b.step - a.step);
}

async function entries(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
