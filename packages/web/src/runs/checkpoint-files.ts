// Checkpoints of a run in the origin's private file system, laid out as in a run folder. Files there cannot be made to
// appear all at once, so SHA256SUMS is written last: a checkpoint without it, or one that does not match it, is none.
// For the worker: only there can files be flushed.

import {
  bestWeightsName,
  CHECKSUMS_FILE,
  checkpointName,
  decodeCheckpoint,
  encodeCheckpoint,
  writeSafetensorsNetwork,
  newestFirst,
  parseBestWeightsName,
  parseCheckpointName,
  RUN_FILES,
  sha256,
  ShadegradError,
  type BestWeights,
  type Checkpoint,
  type CheckpointSink,
  type RunPosition,
} from '@shadegrad/core';
import type { TrainedNetwork } from '@shadegrad/core/formats';

/** The one before serves where the browser ended while the newest was written. */
const KEPT = 2;

type Network = Omit<TrainedNetwork, 'weights'>;

export class CheckpointFiles {
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  /** Writes the checkpoints of a network. */
  sink(network: Network): CheckpointSink {
    return {
      write: async (checkpoint) => {
        const name = checkpointName(checkpoint.state.progress);
        await this.writeCheckpoint(name, await encodeCheckpoint(checkpoint, network));
        await this.#prune();
        return `${RUN_FILES.checkpoints}/${name}`;
      },
      rewind: async (checkpoint) => {
        const position = checkpoint.state.progress;
        await this.writeCheckpoint(checkpointName(position), await encodeCheckpoint(checkpoint, network));
        await this.rewind(position);
        return checkpoint.best;
      },
      writeBest: async (weights, score) => {
        const name = bestWeightsName(score);
        const bytes = writeSafetensorsNetwork({ ...network, weights });
        await this.writeBest(name, bytes);
        return { path: `${RUN_FILES.best}/${name}`, best: { ...score, sha256: await sha256(bytes) } };
      },
    };
  }

  /** The files of a checkpoint. One that is there whole already stays as it is. */
  async writeCheckpoint(
    name: string,
    files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>,
  ): Promise<void> {
    const folder = await (
      await this.#folder(RUN_FILES.checkpoints)
    ).getDirectoryHandle(name, { create: true });
    if ((await bytesOf(folder, CHECKSUMS_FILE).catch(() => undefined))?.length) return;
    const { [CHECKSUMS_FILE]: checksums = '', ...rest } = files;
    for (const [file, contents] of Object.entries(rest)) await writeFile(folder, file, contents);
    await writeFile(folder, CHECKSUMS_FILE, checksums);
  }

  async writeBest(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await writeFile(await this.#folder(RUN_FILES.best), name, bytes);
  }

  /**
   * The newest checkpoint that is intact, with its files; undefined where there is none at all.
   *
   * @throws ShadegradError `SHADEGRAD_RUN_CHECKPOINT` where there are some, but none that is intact.
   */
  async newest(): Promise<
    | {
        readonly name: string;
        readonly checkpoint: Checkpoint;
        readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
      }
    | undefined
  > {
    let damage: ShadegradError | undefined;
    const parent = await this.#folder(RUN_FILES.checkpoints);
    for (const position of await this.#positions()) {
      const name = checkpointName(position);
      const files = new Map<string, Uint8Array<ArrayBuffer>>();
      try {
        const folder = await parent.getDirectoryHandle(name);
        const checkpoint = await decodeCheckpoint(async (file) => {
          const bytes = await bytesOf(folder, file);
          files.set(file, bytes);
          return bytes;
        }, name);
        return { name, checkpoint, files };
      } catch (error) {
        if (!(error instanceof ShadegradError)) throw error;
        damage ??= error;
      }
    }
    if (damage !== undefined) throw damage;
    return undefined;
  }

  /** The file of the best weights; undefined where it is missing or another. */
  async best({ step, sha256: wanted }: BestWeights): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const bytes = await bytesOf(await this.#folder(RUN_FILES.best), bestWeightsName({ step })).catch(
      () => undefined,
    );
    return bytes !== undefined && (await sha256(bytes)) === wanted ? bytes : undefined;
  }

  /** Removes what lies behind the checkpoint from which the run goes on: it is made anew. */
  async rewind({ step, epoch }: RunPosition): Promise<void> {
    const checkpoints = await this.#folder(RUN_FILES.checkpoints);
    for (const position of await this.#positions()) {
      const isLater = position.step > step || (position.step === step && position.epoch > epoch);
      if (isLater) await checkpoints.removeEntry(checkpointName(position), { recursive: true });
    }
    const best = await this.#folder(RUN_FILES.best);
    for await (const name of best.keys()) {
      if ((parseBestWeightsName(name) ?? 0) > step) await best.removeEntry(name);
    }
  }

  /** Removes all that is kept of the run here. */
  async remove(): Promise<void> {
    const runs = await (await navigator.storage.getDirectory()).getDirectoryHandle('runs', { create: true });
    await runs.removeEntry(this.#id, { recursive: true }).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    });
  }

  async #prune(): Promise<void> {
    const checkpoints = await this.#folder(RUN_FILES.checkpoints);
    for (const position of (await this.#positions()).slice(KEPT)) {
      await checkpoints.removeEntry(checkpointName(position), { recursive: true });
    }
    const best = await this.#folder(RUN_FILES.best);
    const steps: number[] = [];
    for await (const name of best.keys()) steps.push(parseBestWeightsName(name) ?? -1);
    for (const step of steps.toSorted((a, b) => b - a).slice(KEPT)) {
      if (step >= 0) await best.removeEntry(bestWeightsName({ step }));
    }
  }

  /** Newest first. */
  async #positions(): Promise<readonly RunPosition[]> {
    const positions: RunPosition[] = [];
    for await (const name of (await this.#folder(RUN_FILES.checkpoints)).keys()) {
      const position = parseCheckpointName(name);
      if (position !== undefined) positions.push(position);
    }
    return positions.toSorted(newestFirst);
  }

  async #folder(name: string): Promise<FileSystemDirectoryHandle> {
    let folder = await navigator.storage.getDirectory();
    for (const step of ['runs', this.#id, name]) {
      folder = await folder.getDirectoryHandle(step, { create: true });
    }
    return folder;
  }
}

async function bytesOf(folder: FileSystemDirectoryHandle, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await (await folder.getFileHandle(name)).getFile();
  return new Uint8Array(await file.arrayBuffer());
}

/** Returns once the disk has it. */
async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  contents: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
  const access = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
  try {
    access.truncate(0);
    if (access.write(bytes, { at: 0 }) !== bytes.length) {
      throw new DOMException(`${name} was not written in full.`, 'QuotaExceededError');
    }
    access.flush();
  } finally {
    access.close();
  }
}
