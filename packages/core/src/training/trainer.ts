// The trainer: a model with its weights and its optimizer's state on a device. It fits, evaluates and predicts, and its
// whole state can be taken out and put back.

import { ShadegradError } from '../errors.js';
import { buildEvaluation, type Evaluation, type Outcome } from '../metrics/index.js';
import type { Model } from '../model/index.js';
import type { Plan } from '../plan/index.js';
import type { Profile, ProfileOptions } from '../profile/index.js';
import { checkRepetitions } from '../profile/profile-options.js';
import type { ExampleSet } from '../runtime/example-set.js';
import type { Gpu } from '../runtime/gpu.js';
import type { Program } from '../runtime/program.js';
import { StepQueue } from '../runtime/step-queue.js';
import type { Schedule } from '../schedules/index.js';
import { type Trace, traced } from '../trace/index.js';
import { runEvaluation } from './evaluate.js';
import type { Dataset } from './examples.js';
import { type FitOptions, type FitResult, fitModel } from './fit-model.js';
import { checkPictures, predictBatches } from './predict.js';
import { profileTrainer } from './profile-trainer.js';
import { checkLearningRate, type LearningRateChange } from './learning-rate.js';
import { type RunProgress, startOfRun } from './progress.js';
import { loadState, readState, type TrainerState } from './state.js';
import { Turns } from './turns.js';
import { uploadDataset } from './upload.js';
import { warmUp } from './warm-up.js';
import { checkWeights, type Weights } from './weights.js';

export interface EvaluateOptions {
  readonly signal?: AbortSignal;
  /** Hears how many examples are done. */
  readonly onProgress?: (done: number, of: number) => void;
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
  readonly #program: Program;
  readonly #queue: StepQueue;
  #progress = startOfRun();
  readonly #turns = new Turns();
  #isFitting = false;

  constructor(
    program: Program,
    settings: {
      seed: number;
      shuffle: boolean;
      schedule: Schedule;
      learningRates: readonly LearningRateChange[];
      trace: Trace | undefined;
    },
  ) {
    this.#program = program;
    this.#queue = new StepQueue(program, settings.trace);
    this.trace = settings.trace;
    this.seed = settings.seed;
    this.shuffle = settings.shuffle;
    this.schedule = settings.schedule;
    if (settings.learningRates.length > 0) this.#progress.learningRates = settings.learningRates;
  }

  get model(): Model {
    return this.plan.model;
  }

  /** Every buffer and dispatch of this trainer. */
  get plan(): Plan {
    return this.#program.plan;
  }

  get gpu(): Gpu {
    return this.#program.gpu;
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
    const fitted = this.#turns.take(() =>
      fitModel(
        {
          program: this.#program,
          queue: this.#queue,
          turns: this.#turns,
          progress: this.#progress,
          seed: this.seed,
          shuffle: this.shuffle,
          schedule: this.schedule,
          trace: this.trace,
          upload: (data) => this.#upload(data),
          readWeights: async () => (await readState(this.#program, this.#progress)).weights,
          writeWeights: (weights) => this.setWeights(weights),
        },
        dataset,
        options,
      ),
    );
    return fitted.finally(() => {
      this.#isFitting = false;
    });
  }

  /**
   * Has the driver compile all that training needs, by a few steps on a dataset's first examples whose effect is taken
   * back: the steps of `fit` after it all take their usual time, and lead to the same bits as without it.
   *
   * @throws ShadegradError `SHADEGRAD_DATASET`.
   */
  warmUp(dataset: Dataset): Promise<void> {
    return this.#turns.take(() => warmUp(this.#program, this.#queue, dataset, this.#progress));
  }

  /**
   * Loss, accuracy and what follows from them, without dropout; and what the model says of each example.
   *
   * @throws ShadegradError `SHADEGRAD_DATASET`; the signal's reason once it is aborted.
   */
  evaluate(
    dataset: Dataset,
    { signal, onProgress }: EvaluateOptions = {},
  ): Promise<{ evaluation: Evaluation; outcomes: readonly Outcome[] }> {
    return this.#turns.take(async () => {
      const set = await this.#upload(dataset);
      try {
        const task = { set, pass: this.#program.bindPass('evaluation', set) };
        const scores = await traced(this.trace, 'evaluation', () =>
          runEvaluation(this.#program, this.#queue, task, signal, (done) => onProgress?.(done, set.count)),
        );
        return { evaluation: buildEvaluation(scores, dataset.classes), outcomes: scores.outcomes };
      } finally {
        set.destroy();
      }
    });
  }

  /**
   * The model's outputs, f32 [examples, classes]: probabilities where it ends in softmax.
   *
   * @param images [examples, …input shape]: bytes, which are divided by 255, or floats, which are taken as they are.
   * @throws ShadegradError `SHADEGRAD_DATASET` where they are not a whole number of examples.
   */
  predict(images: Uint8Array | Float32Array): Promise<Float32Array<ArrayBuffer>> {
    checkPictures(this.model, images);
    return this.#turns.take(() => predictBatches(this.#program, images));
  }

  /**
   * Times each dispatch of a pass on one batch of random pictures, and whole steps in between. The trainer's state is
   * put back as it was.
   *
   * @throws ShadegradError `SHADEGRAD_SETTINGS`, `SHADEGRAD_OUT_OF_MEMORY`.
   */
  profile(options: ProfileOptions = {}): Promise<Profile> {
    checkRepetitions(options.repetitions);
    return this.#turns.take(() => profileTrainer(this.#program, this.#progress, options, this.trace));
  }

  /** The weights as they are now. */
  async weights(): Promise<Weights> {
    return (await this.state()).weights;
  }

  /** @throws ShadegradError `SHADEGRAD_WEIGHTS` where they are not those of this model. */
  setWeights(weights: Weights): void {
    checkWeights(this.model, weights);
    loadState(this.#program, { weights });
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

  /** Everything that a run needs to go on as if it had never stopped: weights, optimizer, and where it stands. */
  state(): Promise<TrainerState> {
    return this.#turns.take(() => readState(this.#program, this.#progress));
  }

  /**
   * Puts a state back.
   *
   * @throws ShadegradError `SHADEGRAD_WEIGHTS` where it is not one of this model and optimizer, `SHADEGRAD_BUSY` while it
   *   trains.
   */
  restore(state: TrainerState): void {
    this.#refuseWhileFitting();
    loadState(this.#program, state);
    const progress: RunProgress = { ...startOfRun(), ...state.progress };
    this.#progress = progress;
  }

  /** Frees the trainer's buffers. */
  destroy(): void {
    this.#program.destroy();
  }

  #upload(dataset: Dataset): Promise<ExampleSet> {
    return uploadDataset(this.#program, dataset, this.trace);
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
