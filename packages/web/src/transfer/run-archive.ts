// A run folder as a zip: what "shadegrad evaluate" and "shadegrad train --resume" take once it is unpacked, and what they
// make of a run once it is zipped.

import {
  CHECKPOINT_FILES,
  CHECKSUMS_FILE,
  decodeCheckpoint,
  encodeEvaluation,
  MOST_CONFIG_BYTES,
  newestFirst,
  parseBestWeightsName,
  parseCheckpointName,
  parseEvaluation,
  parseRunConfig,
  RUN_FILES,
  runFolderName,
  ShadegradError,
  bestWeightsName,
  type Checkpoint,
  type Evaluation,
  type RunConfig as FolderConfig,
} from '@shadegrad/core';
import { zipSync, type Zippable } from 'fflate';
import type { KeptRun } from '../runs/kept-run.js';
import { decodeMetricsLog, encodeMetricsLog, type Measured } from './metrics-log.js';
import { unzip, type WantedFile } from './unzip.js';

const MOST_TENSOR_BYTES = 2 ** 30;
const MOST_METRICS_BYTES = 2 ** 28;
const MOST_EVALUATION_BYTES = 2 ** 24;
const MOST_BYTES = 2 ** 30;

export type FileMap = ReadonlyMap<string, Uint8Array>;

/** What is kept of a run, as files go. */
export interface StoredRun {
  readonly run: KeptRun;
  /** f64 [steps, COLUMNS] */
  readonly rows: Float64Array;
  /** By the name of its folder; absent where the browser has not kept any. */
  readonly checkpoint?: { readonly name: string; readonly files: FileMap };
  readonly best?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

export interface PackedRun {
  /** Of the zip: the folder's, and `.zip`. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packRun({ run, rows, checkpoint, best }: StoredRun): PackedRun {
  const config = parseRunConfig(run.config, RUN_FILES.config);
  const folder = runFolderName({ model: config.name, seed: config.seed, started: new Date(run.created) });
  const files: Zippable = {
    [RUN_FILES.config]: utf8(run.config),
    [RUN_FILES.metrics]: utf8(encodeMetricsLog(rows, run)),
  };
  if (run.evaluation) files[RUN_FILES.evaluation] = utf8(encodeEvaluation(run.evaluation, config.data.name));
  for (const [name, bytes] of checkpoint?.files ?? []) {
    files[`${RUN_FILES.checkpoints}/${checkpoint?.name ?? ''}/${name}`] = stored(bytes);
  }
  if (best) files[`${RUN_FILES.best}/${best.name}`] = stored(best.bytes);
  const inFolder = Object.entries(files).map(([name, contents]) => [`${folder}/${name}`, contents] as const);
  return {
    name: `${folder}.zip`,
    bytes: zipSync(Object.fromEntries(inFolder), { mtime: new Date(run.created) }),
  };
}

const utf8 = (contents: string): Uint8Array => new TextEncoder().encode(contents);

/** Weights are as good as random: packing them takes long and gains little. */
const stored = (bytes: Uint8Array): [Uint8Array, { level: 0 }] => [bytes, { level: 0 }];

export interface UnpackedRun {
  readonly config: FolderConfig;
  readonly measured: Measured;
  readonly evaluation?: Evaluation;
  /** The newest one that is intact. */
  readonly checkpoint?: { readonly name: string; readonly contents: Checkpoint; readonly files: FileMap };
  readonly best?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

/**
 * Reads a run folder's zip, whether it holds the folder or what lies in it.
 *
 * @param file The zip's name, for errors.
 * @throws ShadegradError `SHADEGRAD_ZIP…`, `SHADEGRAD_RUN_…`.
 */
export async function unpackRun(bytes: Uint8Array, file: string): Promise<UnpackedRun> {
  let prefix: string | undefined;
  const files = unzip(bytes, file, {
    mostBytes: MOST_BYTES,
    wanted: (name, all) => {
      prefix ??= folderOf(all, file);
      return name.startsWith(prefix) ? wantedOf(name.slice(prefix.length)) : undefined;
    },
  });
  const inFolder = new Map(
    [...files].map(([name, contents]) => [name.slice(prefix?.length ?? 0), contents] as const),
  );
  const text = (name: string): string | undefined => {
    const contents = inFolder.get(name);
    return contents && new TextDecoder().decode(contents);
  };
  const config = parseRunConfig(text(RUN_FILES.config) ?? '', RUN_FILES.config);
  const evaluation = text(RUN_FILES.evaluation);
  const checkpoint = await newestCheckpoint(inFolder);
  const best = checkpoint?.contents.best && bestWeightsName(checkpoint.contents.best);
  const bestBytes = best && inFolder.get(`${RUN_FILES.best}/${best}`);
  return {
    config,
    measured: decodeMetricsLog(text(RUN_FILES.metrics) ?? ''),
    ...(evaluation !== undefined && { evaluation: parseEvaluation(evaluation, RUN_FILES.evaluation) }),
    ...(checkpoint && { checkpoint }),
    ...(best && bestBytes && { best: { name: best, bytes: bestBytes } }),
  };
}

/** The folder of the one config.json that lies highest, with its slash; nothing where that is the zip itself. */
function folderOf(names: readonly string[], file: string): string {
  const configs = names.filter((name) => name === RUN_FILES.config || name.endsWith(`/${RUN_FILES.config}`));
  const [highest] = configs.toSorted((a, b) => a.split('/').length - b.split('/').length);
  if (highest !== undefined) return highest.slice(0, -RUN_FILES.config.length);
  throw new ShadegradError(
    'SHADEGRAD_ZIP_NO_RUN',
    `${file} holds no run: there is no ${RUN_FILES.config} in it.`,
    'Give the zip of a run folder: one taken home from this page, or "zip -r run.zip RUN" of the command line’s.',
  );
}

function wantedOf(name: string): WantedFile | undefined {
  if (name === RUN_FILES.config) return { mostBytes: MOST_CONFIG_BYTES };
  if (name === RUN_FILES.metrics) return { mostBytes: MOST_METRICS_BYTES };
  if (name === RUN_FILES.evaluation) return { mostBytes: MOST_EVALUATION_BYTES };
  const [folder, ...rest] = name.split('/');
  const [first = '', second = ''] = rest;
  if (folder === RUN_FILES.best && rest.length === 1 && parseBestWeightsName(first) !== undefined) {
    return { mostBytes: MOST_TENSOR_BYTES };
  }
  const isCheckpoint =
    folder === RUN_FILES.checkpoints && rest.length === 2 && parseCheckpointName(first) !== undefined;
  const isOfOne = [...Object.values(CHECKPOINT_FILES), CHECKSUMS_FILE].some((own) => own === second);
  return isCheckpoint && isOfOne ? { mostBytes: MOST_TENSOR_BYTES } : undefined;
}

async function newestCheckpoint(files: FileMap): Promise<UnpackedRun['checkpoint']> {
  const names = new Set([...files.keys()].flatMap((name) => name.split('/')[1] ?? []));
  const positions = [...names].flatMap((name) => {
    const position = parseCheckpointName(name);
    return position === undefined ? [] : [{ name, ...position }];
  });
  let damage: unknown;
  for (const { name } of positions.toSorted(newestFirst)) {
    const folder = `${RUN_FILES.checkpoints}/${name}/`;
    const own = [...files].filter(([path]) => path.startsWith(folder));
    const inFolder = new Map(own.map(([path, bytes]) => [path.slice(folder.length), bytes] as const));
    try {
      const contents = await decodeCheckpoint(
        async (part) => {
          const bytes = inFolder.get(part);
          if (bytes === undefined) throw new Error('it is not in the zip');
          return bytes;
        },
        folder.slice(0, -1),
      );
      return { name, contents, files: inFolder };
    } catch (error) {
      damage ??= error;
    }
  }
  if (damage !== undefined) throw damage;
  return undefined;
}
