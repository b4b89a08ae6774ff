// What the page may ask of the training worker. Through comlink every call is asynchronous; errors arrive as
// ShadegradErrors with their code and fix.

import type {
  Activations,
  AdapterDescription,
  Evaluation,
  FitResult,
  Outcome,
  Profile,
} from '@shadegrad/core';
import type { DataRequest, DataSummary, Part, Pictures } from '../data/data-state.js';
import type { NetworkStatistics } from '../insides/network-statistics.js';
import type { RunConfig } from '../training/run-state.js';

export type Progress = (done: number, of: number) => void;

export interface TrainingApi {
  /** Opens the GPU, once. */
  open(): Promise<AdapterDescription>;

  /** Loads pictures in place of those before. `onProgress` hears in words what is done, and how much of it. */
  loadData(
    request: DataRequest,
    onProgress: (what: string, share: number | undefined) => void,
  ): Promise<DataSummary>;
  /** Pictures by their position. */
  pictures(part: Part, positions: readonly number[]): Promise<Pictures>;

  /** Makes the network of a new run, in place of the one before. */
  prepare(config: RunConfig, onProgress: Progress): Promise<void>;
  /** Trains until the run's epochs are done, `steps` steps are, or `pause` is called. Tells of it in MetricsFrames. */
  train(options: { readonly epochs: number; readonly steps?: number }): Promise<FitResult['reason']>;
  /** Ends `train` after the steps under way. */
  pause(): void;
  /** From the next step on. */
  setLearningRate(learningRate: number): void;
  /** Classifies the test pictures, also while it trains. */
  evaluate(onProgress: Progress): Promise<{
    readonly evaluation: Evaluation;
    readonly outcomes: readonly Outcome[];
    /** Training steps that the weights have seen. */
    readonly step: number;
  }>;
  /** Probabilities, f32 [pictures, classes], with the weights as they are now; pictures as bytes or as floats. */
  predict(images: Uint8Array | Float32Array): Promise<Float32Array>;
  /** What every layer makes of one picture, with the weights as they are now. */
  inspect(picture: Uint8Array): Promise<Activations>;
  /** How weights, gradients and activations are spread now; activations are those of some test pictures. */
  statistics(): Promise<NetworkStatistics>;
  /** Times each kernel of a training step of a network, on a device of this run's. */
  profile(config: RunConfig, onProgress: Progress): Promise<Profile>;
  /** Frees the run. */
  discard(): void;
}
