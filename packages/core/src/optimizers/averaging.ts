// Averaging: weights that are the mean of many steps' stand nearer to the middle of where training wanders than those of
// any one step. An option of every optimizer, as in Keras.

import * as v from 'valibot';
import { decayRate } from '../setting-schemas.js';

/** The entry of an optimizer's schema. */
export const averaging = { emaMomentum: v.optional(decayRate) };

/** The slot that holds the weights as the updates made them, where the model's are their average. */
export const UNAVERAGED = 'unaveraged';

export interface AveragingOptions {
  /**
   * Makes the model's weights an exponential moving average of those that training goes on with: Keras' `use_ema` with
   * this `ema_momentum`, the share of the past, 0.99 by default there. About 1 / (1 − emaMomentum) steps count; in the
   * first steps fewer, so that the initial weights are soon forgotten. What is validated, evaluated, predicted with and
   * kept is the average. Training itself stays the same to the bit; each weight takes four bytes more.
   *
   *     m = min(emaMomentum, (1 + t) / (10 + t)),   average ← m · average + (1 − m) · w
   *
   * @default no averaging
   * @see https://keras.io/api/optimizers/
   * @see Polyak and Juditsky: Acceleration of Stochastic Approximation by Averaging (1992),
   *   https://doi.org/10.1137/0330046
   */
  readonly emaMomentum?: number;
}
