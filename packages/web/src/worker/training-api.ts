// What the page may ask of the training worker. Through comlink every call is asynchronous; errors arrive as
// ShadegradErrors with their code and fix.

import type {
  Activations,
  AdapterDescription,
  Evaluation,
  FitResult,
  LearningRateChange,
  Outcome,
  Profile,
  DataRecord,
  TuningTable,
} from '@shadegrad/core';
import type { DataRequest, DataSummary, Part, Pictures } from '../data/data-state.js';
import type { Failure } from '../design/failure.js';
import type { NetworkStatistics } from '../insides/network-statistics.js';
import type { KeptRun } from '../runs/kept-run.js';
import type { PackedRun } from '../transfer/run-archive.js';
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

  /** What config.json says of the pictures. */
  dataRecord(): Promise<DataRecord>;
  /** Whether the pictures are those that a run was made with. */
  hasData(record: DataRecord): Promise<boolean>;

  /**
   * Makes the network of a new run, in place of the one before.
   *
   * @returns Under what the run is kept; undefined where the browser keeps nothing, of which `onStorageTrouble` hears.
   */
  prepare(config: RunConfig, onProgress: Progress): Promise<string | undefined>;
  /**
   * Makes the network of a kept run with the state of its last checkpoint.
   *
   * @returns The run as it stands there, what was measured up to there, and what became of its learning rate.
   */
  openRun(
    id: string,
    onProgress: Progress,
  ): Promise<{
    readonly run: KeptRun;
    readonly rows: Float64Array<ArrayBuffer>;
    readonly learningRates: readonly LearningRateChange[];
  }>;
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
  /** Keeps the run as finished, with what became of it. */
  conclude(evaluation: Evaluation): Promise<void>;
  /** Asks for a checkpoint soon: the page may be about to go. */
  keepSoon(): void;
  /** Hears, once a run, that it is not kept from here on. */
  onStorageTrouble(listener: (failure: Failure) => void): void;
  /** The weights as they are now, as a safetensors file that describes its network. */
  weightsFile(): Promise<Uint8Array<ArrayBuffer>>;

  /** A kept run's folder as a zip. */
  exportRun(id: string): Promise<PackedRun>;
  /** Keeps the run of a zip. Returns its id. */
  importRun(file: File): Promise<string>;
  /** Deletes a kept run. */
  deleteRun(id: string): Promise<void>;

  /** Measures which variant of each kernel is fastest here, and remembers it. Returns how much was gained, by product. */
  tune(
    config: RunConfig,
    onProgress: (done: number, of: number, product: string) => void,
  ): Promise<TuningTable>;
  /** Times each kernel of a training step of a network, on a device of this run's. */
  profile(config: RunConfig, onProgress: Progress): Promise<Profile>;
  /** Frees the run. */
  discard(): Promise<void>;
}
