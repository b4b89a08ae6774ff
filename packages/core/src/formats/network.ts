// What every model file holds, whatever its format.

import type { Model } from '../model/index.js';
import type { Weights } from '../training/weights.js';

/** A network with what it has learnt. */
export interface TrainedNetwork {
  readonly model: Model;
  readonly weights: Weights;
  /** Names of the classes, as many as the model has outputs; absent where nobody said. */
  readonly classes?: readonly string[] | undefined;
}

/** Files by their names in one folder: one for most formats; `model.json` and its shards for TensorFlow.js. */
export type ModelFiles = ReadonlyMap<string, Uint8Array>;
