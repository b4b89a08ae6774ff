// Puts together what is kept of a run, and takes apart what comes in: database and files. For the worker.

import { writeSafetensorsNetwork, encodeRunConfig, bestWeightsName, type RunPosition } from '@shadegrad/core';
import { CheckpointFiles } from '../runs/checkpoint-files.js';
import type { KeptRun } from '../runs/kept-run.js';
import type { RunDatabase } from '../runs/run-database.js';
import { runsChanged } from '../runs/runs-channel.js';
import { storageError } from '../runs/storage-error.js';
import { packRun, unpackRun, type PackedRun, type UnpackedRun } from './run-archive.js';

/** The run folder of a kept run, as a zip. */
export async function exportRun(database: RunDatabase, run: KeptRun): Promise<PackedRun> {
  const files = new CheckpointFiles(run.id);
  const newest = await files.newest().catch((error: unknown) => {
    throw storageError(error);
  });
  const best = newest?.checkpoint.best;
  const bestBytes = best && (await files.best(best));
  return packRun({
    run,
    rows: await database.metrics(run.id),
    ...(newest && { checkpoint: { name: newest.name, files: newest.files } }),
    best: best && bestBytes && { name: bestWeightsName(best), bytes: bestBytes },
  });
}

/** Keeps the run of a zip beside the others. Returns its id. */
export async function importRun(database: RunDatabase, file: File): Promise<string> {
  const unpacked = await unpackRun(new Uint8Array(await file.arrayBuffer()), file.name);
  const run = recordOf(unpacked, file.name);
  const { checkpoint, best, config, measured } = unpacked;
  const files = new CheckpointFiles(run.id);
  try {
    if (best) await files.writeBest(best.name, owned(best.bytes));
    if (checkpoint) {
      const contents = [...checkpoint.files].map(([name, bytes]) => [name, owned(bytes)] as const);
      await files.writeCheckpoint(checkpoint.name, Object.fromEntries(contents));
    }
    const network = { model: config.model, classes: config.data.classes };
    const weights =
      checkpoint && writeSafetensorsNetwork({ ...network, weights: checkpoint.contents.state.weights });
    await database.add(run, { rows: measured.rows, ...(weights && { weights }) });
  } catch (error) {
    await files.remove().catch(() => undefined);
    throw storageError(error);
  }
  await database.rewind(run.id, positionOf(unpacked));
  runsChanged();
  return run.id;
}

function recordOf(unpacked: UnpackedRun, file: string): KeptRun {
  const { config, measured, evaluation } = unpacked;
  const { step, epoch } = positionOf(unpacked);
  const began = Date.parse(config.created);
  return {
    id: crypto.randomUUID(),
    name: config.name,
    note: `From ${file}`,
    origin: 'a file',
    created: (Number.isNaN(began) ? new Date() : new Date(began)).toISOString(),
    status: evaluation !== undefined || epoch >= config.epochs ? 'finished' : 'paused',
    config: encodeRunConfig(config),
    step,
    seconds: measured.seconds,
    events: measured.events,
    ...(evaluation && { evaluation }),
  };
}

const positionOf = ({ checkpoint }: UnpackedRun): RunPosition =>
  checkpoint?.contents.state.progress ?? { step: 0, epoch: 0 };

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
