// Trainers, and what they take and say.
export type { Activations, LayerActivations } from './activations.js';
export { compileAhead, createTrainer } from './create-trainer.js';
export type { CompileAheadOptions, TrainerOptions } from './create-trainer.js';
export { DivergenceError } from './divergence.js';
export type { Divergence } from './divergence.js';
export type { EarlyStopping, Monitor } from './early-stopping.js';
export { EVENT_SCHEMA } from './events.js';
export type {
  CheckpointWritten,
  DeviceLost,
  DeviceRestored,
  Diverged,
  EpochEnd,
  Evaluated,
  EventBody,
  Failed,
  LearningRateChanged,
  Progress,
  RolledBack,
  RunEnd,
  RunEvent,
  RunStart,
  StepDone,
} from './events.js';
export { stamp } from './events.js';
export { exampleCount, sliceDataset } from './examples.js';
export type { Dataset } from './examples.js';
export type { FitOptions, FitResult } from './fit-options.js';
export type { LearningRateChange } from './learning-rate.js';
export type { RunProgress } from './progress.js';
export type { DivergenceOptions, RecoveryOptions } from './recovery.js';
export type { SnapshotOptions } from './snapshots.js';
export type { TrainerState } from './state.js';
export type { EvaluateOptions } from './evaluate-dataset.js';
export type { Trainer } from './trainer.js';
export { initialWeights } from './weights.js';
export type { Weights, WeightTensor } from './weights.js';
