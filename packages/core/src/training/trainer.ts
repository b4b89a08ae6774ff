// The trainer: a model with its weights and its optimizer's state on a device. It fits, evaluates and predicts, and its
// whole state can be taken out and put back.

import { ShadegradError } from '../errors.js';
import type { Evaluation, Outcome } from '../metrics/index.js';
import type { Model } from '../model/index.js';
import type { Plan } from '../plan/index.js';
import type { Profile, ProfileOptions } from '../profile/index.js';
import { checkRepetitions } from '../profile/profile-options.js';
import type { Gpu } from '../runtime/gpu.js';
import type { Schedule } from '../schedules/index.js';
import type { Trace } from '../trace/index.js';
import { type Activations, prepareActivations, readActivations } from './activations.js';
import { evaluateDataset, type EvaluateOptions } from './evaluate-dataset.js';
import type { Dataset } from './examples.js';
import type { Engine } from './engine.js';
import { fitModel } from './fit-model.js';
import type { FitOptions, FitResult } from './fit-options.js';
import { checkPictures, predictBatches } from './predict.js';
import { profileTrainer } from './profile-trainer.js';
import { checkLearningRate, type LearningRateChange } from './learning-rate.js';
import { type RunProgress, startOfRun } from './progress.js';
import { DEFAULT_KEEP_EVERY, Recovery, type RecoveryOptions } from './recovery.js';
import { keepState, StateKeeper } from './state-keeper.js';
import { loadState, readGradients, readState, type TrainerState } from './state.js';
import { Turns } from './turns.js';
import { warmUp } from './warm-up.js';
import { checkWeights, type Weights } from './weights.js';

interface TrainerSettings {
  readonly seed: number;
  readonly shuffle: boolean;
  readonly schedule: Schedule;
  readonly learningRates: readonly LearningRateChange[];
  readonly recovery: RecoveryOptions | undefined;
}

/**
 * A model on a device; made by `createTrainer`. What it is asked for while it trains it does between two steps, and the
 * bits of the run stay the same.
 */
export class Trainer {
  readonly seed: number;
  readonly shuffle: boolean;
  readonly schedule: Schedule;
  /** What records this trainer's work, if anything does. */
  readonly trace: Trace | undefined;
  readonly #engine: Engine;
  readonly #recovery: RecoveryOptions | undefined;
  readonly #turns = new Turns();
  #keeper: StateKeeper | undefined;
  #progress = startOfRun();
  #isFitting = false;

  constructor(engine: Engine, settings: TrainerSettings) {
    const { seed, shuffle, schedule, learningRates, recovery } = settings;
    this.#engine = engine;
    this.trace = engine.trace;
    this.seed = seed;
    this.shuffle = shuffle;
    this.schedule = schedule;
    this.#recovery = recovery;
    if (recovery !== undefined) this.#keeper = new StateKeeper(recovery.keepEvery ?? DEFAULT_KEEP_EVERY);
    if (learningRates.length > 0) this.#progress.learningRates = learningRates;
  }

  get model(): Model {
    return this.plan.model;
  }

  /** Every buffer and dispatch of this trainer. */
  get plan(): Plan {
    return this.#engine.plan;
  }

  /** What it computes on; another one after a device was lost. */
  get gpu(): Gpu {
    return this.#engine.program.gpu;
  }

  /** Training steps done. */
  get step(): number {
    return this.#progress.step;
  }

  /**
   * Trains until `epochs` epochs are done, counted over the trainer's whole life, so a second call with a larger number
   * goes on. After an abort, or after `steps`, the trainer stands at a finished step and goes on from there.
   *
   * @throws ShadegradError `SHADEGRAD_DATASET`, `SHADEGRAD_SETTINGS`, `SHADEGRAD_DIVERGED`, `SHADEGRAD_BUSY` where it is
   *   training already.
   */
  async fit(dataset: Dataset, options: FitOptions): Promise<FitResult> {
    this.#refuseWhileFitting();
    this.#isFitting = true;
    if (options.onNan === 'rollback') this.#keeper ??= new StateKeeper(DEFAULT_KEEP_EVERY);
    try {
      return await this.#turns.take(() => fitModel(this.#context, dataset, options));
    } finally {
      this.#isFitting = false;
    }
  }

  /**
   * Has the driver compile all that training needs, by a few steps on a dataset's first examples whose effect is taken
   * back: the steps of `fit` after it all take their usual time, and lead to the same bits as without it.
   *
   * @throws ShadegradError `SHADEGRAD_DATASET`.
   */
  warmUp(dataset: Dataset): Promise<void> {
    return this.#compute(({ program, queue }) => warmUp(program, queue, dataset, this.#progress));
  }

  /**
   * Loss, accuracy and what follows from them, without dropout; and what the model says of each example.
   *
   * @throws ShadegradError `SHADEGRAD_DATASET`; the signal's reason once it is aborted.
   */
  evaluate(
    dataset: Dataset,
    options: EvaluateOptions = {},
  ): Promise<{ evaluation: Evaluation; outcomes: readonly Outcome[] }> {
    return this.#compute((engine) => evaluateDataset(engine, dataset, options), options.signal);
  }

  /**
   * The model's outputs, f32 [examples, classes]: probabilities where it ends in softmax.
   *
   * @param images [examples, …input shape]: bytes, which are divided by 255, or floats, which are taken as they are.
   * @throws ShadegradError `SHADEGRAD_DATASET` where they are not a whole number of examples.
   */
  predict(images: Uint8Array | Float32Array): Promise<Float32Array<ArrayBuffer>> {
    checkPictures(this.model, images);
    return this.#compute(({ program }) => predictBatches(program, images));
  }

  /**
   * What every layer makes of some pictures, with the weights as they are now. The device is given room for it that is
   * freed again: a trainer that is never asked has none.
   *
   * @param images [examples, …input shape], as `predict` takes them; all are computed at once.
   * @throws ShadegradError `SHADEGRAD_DATASET` where they are not a whole number of examples, `SHADEGRAD_LIMIT` and
   *   `SHADEGRAD_OUT_OF_MEMORY` where the adapter cannot hold what the layers put out.
   * @example
   * ```ts no-run
   * const { layers } = await trainer.activations(test.images.subarray(0, 784));
   * for (const { name, shape, values } of layers) console.log(name, shape, Math.max(...values));
   * ```
   */
  async activations(images: Uint8Array | Float32Array): Promise<Activations> {
    checkPictures(this.model, images);
    // Kernels are compiled before the turn comes, so that training goes on meanwhile.
    const prepared = await prepareActivations(this.#engine.program, images);
    return this.#compute(({ program }) => readActivations(program, prepared, this.step));
  }

  /**
   * The gradients of the last training step that the device computed, by the names of their weights; zeros before its
   * first.
   */
  gradients(): Promise<Weights> {
    return this.#compute(({ program }) => readGradients(program));
  }

  /**
   * Times each dispatch of a pass on one batch of random pictures, and whole steps in between. The trainer's state is
   * put back as it was.
   *
   * @throws ShadegradError `SHADEGRAD_SETTINGS`, `SHADEGRAD_OUT_OF_MEMORY`.
   */
  profile(options: ProfileOptions = {}): Promise<Profile> {
    checkRepetitions(options.repetitions);
    return this.#compute(({ program }) => profileTrainer(program, this.#progress, options, this.trace));
  }

  /** The weights as they are now. */
  async weights(): Promise<Weights> {
    return (await this.state()).weights;
  }

  /** @throws ShadegradError `SHADEGRAD_WEIGHTS` where they are not those of this model. */
  setWeights(weights: Weights): void {
    checkWeights(this.model, weights);
    loadState(this.#engine.program, { weights });
    if (!this.#isFitting) this.#keeper?.clear();
  }

  /** What became of the optimizer's learning rate since; see `setLearningRate`. */
  get learningRates(): readonly LearningRateChange[] {
    return this.#progress.learningRates ?? [];
  }

  /**
   * Changes the base learning rate, which the schedule's factor applies to, from the next step on that is submitted; also
   * while the trainer trains. The change is part of the trainer's state; a trainer made with `learningRates` as they are
   * in the end repeats the run.
   *
   * @throws ShadegradError `SHADEGRAD_SETTINGS` unless it is a finite number of at least 0.
   */
  setLearningRate(learningRate: number): void {
    checkLearningRate(learningRate);
    this.#progress.nextLearningRate = learningRate;
  }

  /**
   * The state that was last copied to the host's memory, where recovery or rollback keeps one: what is left when the device
   * is lost for good.
   */
  get keptState(): TrainerState | undefined {
    return this.#keeper?.latest;
  }

  /** Everything that a run needs to go on as if it had never stopped: weights, optimizer, and where it stands. */
  state(): Promise<TrainerState> {
    return this.#turns.take(() => readState(this.#engine.program, this.#progress));
  }

  /**
   * Puts a state back.
   *
   * @throws ShadegradError `SHADEGRAD_WEIGHTS` where it is not one of this model and optimizer, `SHADEGRAD_BUSY` while it
   *   trains.
   */
  restore(state: TrainerState): void {
    this.#refuseWhileFitting();
    loadState(this.#engine.program, state);
    this.#keeper?.clear();
    const progress: RunProgress = { ...startOfRun(), ...state.progress };
    this.#progress = progress;
  }

  /** Frees the trainer's buffers. */
  destroy(): void {
    this.#engine.destroy();
  }

  get #context() {
    return {
      engine: this.#engine,
      turns: this.#turns,
      progress: this.#progress,
      keeper: this.#keeper,
      recovery: this.#recovery,
      seed: this.seed,
      shuffle: this.shuffle,
      schedule: this.schedule,
    };
  }

  /** Runs a task that leaves the state as it is; once more on another device where the one that there is gets lost. */
  #compute<Result>(task: (engine: Engine) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    return this.#turns.take(async () => {
      if (this.#recovery === undefined || this.#isFitting) return task(this.#engine);
      const recovery = new Recovery(this.#context, { signal });
      for (;;) {
        try {
          await keepState(this.#context);
          return await task(this.#engine);
        } catch (error) {
          await recovery.recover(error);
        }
      }
    });
  }

  #refuseWhileFitting(): void {
    if (!this.#isFitting) return;
    throw new ShadegradError(
      'SHADEGRAD_BUSY',
      'This trainer is training already.',
      'Await the call before, or make a second trainer.',
    );
  }
}
