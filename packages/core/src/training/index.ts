// Trainers, and what they take and say.
export { compileAhead, createTrainer } from './create-trainer.js';
export type { CompileAheadOptions, TrainerOptions } from './create-trainer.js';
export type { EarlyStopping, Monitor } from './early-stopping.js';
export { EVENT_SCHEMA } from './events.js';
export type {
  CheckpointWritten,
  EpochEnd,
  Evaluated,
  EventBody,
  Failed,
  LearningRateChanged,
  Progress,
  RunEnd,
  RunEvent,
  RunStart,
  StepDone,
} from './events.js';
export { stamp } from './events.js';
export { exampleCount, sliceDataset } from './examples.js';
export type { Dataset } from './examples.js';
export type { FitOptions, FitResult } from './fit-model.js';
export type { LearningRateChange } from './learning-rate.js';
export type { RunProgress } from './progress.js';
export type { TrainerState } from './state.js';
export type { EvaluateOptions, Trainer } from './trainer.js';
export { initialWeights } from './weights.js';
export type { Weights, WeightTensor } from './weights.js';
