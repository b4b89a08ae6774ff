// What a run leaves behind, as bytes: config.json, checkpoints, weights. Whoever has a file system, or something like it,
// reads and writes them there.
export { decodeCheckpoint, encodeCheckpoint, parseCheckpointState } from './checkpoint.js';
export { CHECKPOINT_FILES } from './checkpoint.js';
export type { BestWeights, Checkpoint, ReadCheckpointFile } from './checkpoint.js';
export { CHECKSUMS_FILE, parseChecksums, sha256 } from './checksums.js';
export type { Sha256 } from './checksums.js';
export { dataFingerprint } from './data-fingerprint.js';
export { encodeEvaluation, parseEvaluation } from './evaluation-file.js';
export {
  bestWeightsName,
  checkpointName,
  newestFirst,
  parseBestWeightsName,
  parseCheckpointName,
  RUN_FILES,
  runFolderName,
} from './folder-names.js';
export type { RunPosition } from './folder-names.js';
export { isLaterThan, parseLoggedEvent, parseRollback } from './logged-events.js';
export type { EpochRecord, StepRecord } from './logged-events.js';
export { atOnce, damagedConfig, encodeRunConfig, MOST_CONFIG_BYTES, parseRunConfig } from './run-config.js';
export type {
  CheckpointCadence,
  DataRecord,
  Resumption,
  RunConfig,
  RunSettings,
  SettingChange,
} from './run-config.js';
export { RunWriter } from './run-writer.js';
export type { CheckpointSink, RunWriterOptions } from './run-writer.js';
