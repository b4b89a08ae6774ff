// The trainer: a model with its weights and its optimizer's state on a device. It fits, evaluates and predicts, and its
// whole state can be taken out and put back.

import { ShadegradError } from '../errors.js';
import { type Loss, sparseCategoricalCrossentropy } from '../losses/index.js';
import { buildEvaluation, type Evaluation, type Outcome } from '../metrics/index.js';
import { type Model, size } from '../model/index.js';
import { adam, type Optimizer } from '../optimizers/index.js';
import { plan, type Plan } from '../plan/index.js';
import type { Profile, ProfileOptions } from '../profile/index.js';
import { checkRepetitions } from '../profile/profile-options.js';
import { profileProgram } from '../profile/profile-program.js';
import { randomExamples } from '../profile/random-examples.js';
import { constantSchedule, type Schedule } from '../schedules/index.js';
import { type ExampleSet, uploadExamples } from '../runtime/example-set.js';
import type { Gpu } from '../runtime/gpu.js';
import { compileKernels, type CompileProgress } from '../runtime/pipelines.js';
import { kernelsOf, Program } from '../runtime/program.js';
import { StepQueue } from '../runtime/step-queue.js';
import { type Trace, traced } from '../trace/index.js';
import { runEvaluation } from './evaluate.js';
import { type Dataset, exampleCount, Examples, sliceDataset } from './examples.js';
import { type FitOptions, type FitResult, fitModel } from './fit-model.js';
import { predictBatches } from './predict.js';
import { type RunProgress, startOfRun } from './progress.js';
import { loadState, readState, type TrainerState } from './state.js';
import { warmUp } from './warm-up.js';
import { checkWeights, initialWeights, type Weights } from './weights.js';

export interface TrainerOptions {
  readonly model: Model;
  /** @default adam() */
  readonly optimizer?: Optimizer;
  /** @default sparseCategoricalCrossentropy() */
  readonly loss?: Loss;
  /** @default constantSchedule() */
  readonly schedule?: Schedule;
  /** Examples of a training step. @default 128 */
  readonly batchSize?: number;
  /** Settles initial weights, order and dropout; an unsigned 32-bit integer. @default 0 */
  readonly seed?: number;
  /** Whether each epoch takes the examples in an order of its own. @default true */
  readonly shuffle?: boolean;
  /** @default drawn from the seed by each layer's initializers */
  readonly weights?: Weights;
  /**
   * Which variant computes a matrix product, by the product's key: what `tune` returned, or `plan.variants` of a run that
   * is to be repeated to the bit. @default the adapter's table
   */
  readonly variants?: Readonly<Record<string, string>>;
  /** Records what the host and the device do. */
  readonly trace?: Trace;
  /** Hears how many kernels are compiled, and of how many. */
  readonly onProgress?: CompileProgress;
}

export interface EvaluateOptions {
  readonly signal?: AbortSignal;
  /** Hears how many examples are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Makes a trainer: plans, allocates, compiles and puts the initial weights in place. The device stays the caller's.
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS`, `SHADEGRAD_MODEL_SHAPE`, `SHADEGRAD_LIMIT`, `SHADEGRAD_WEIGHTS`,
 *   `SHADEGRAD_OUT_OF_MEMORY` or `SHADEGRAD_KERNEL`.
 * @example
 * ```ts no-run
 * const trainer = await createTrainer(gpu, { model, optimizer: adam({ learningRate: 0.002 }), seed: 42 });
 * await trainer.fit(training, { epochs: 3, validationSplit: 0.1 });
 * const { evaluation } = await trainer.evaluate(test);
 * ```
 */
export async function createTrainer(gpu: Gpu, options: TrainerOptions): Promise<Trainer> {
  const { model, seed = 0, trace, onProgress } = options;
  checkSeed(seed);
  const weights = options.weights ?? initialWeights(model, seed);
  checkWeights(model, weights);
  const made = await traced(trace, 'plan', () => planFor(gpu, options));
  const program = await traced(trace, 'compile', () => Program.bind(made, gpu, onProgress));
  const { shuffle = true, schedule = constantSchedule() } = options;
  const trainer = new Trainer(program, { seed, shuffle, schedule, trace });
  trainer.setWeights(weights);
  return trainer;
}

/** What `compileAhead` needs to know: the settings that decide which kernels there are. */
export type CompileAheadOptions = Pick<
  TrainerOptions,
  'model' | 'optimizer' | 'loss' | 'batchSize' | 'variants' | 'trace' | 'onProgress'
>;

/**
 * Compiles what `createTrainer` will need for the same settings, and allocates nothing: to be begun while data load, say.
 * The device keeps the kernels, also those that are still being compiled, so `createTrainer` need not wait for this.
 *
 * @throws ShadegradError `SHADEGRAD_LIMIT`, `SHADEGRAD_KERNEL`.
 * @example
 * ```ts no-run
 * const [data] = await Promise.all([load(), compileAhead(gpu, { model })]);
 * const trainer = await createTrainer(gpu, { model });
 * ```
 */
export async function compileAhead(gpu: Gpu, options: CompileAheadOptions): Promise<void> {
  const { trace, onProgress } = options;
  const made = await traced(trace, 'plan', () => planFor(gpu, options));
  // No span in the trace: it would overlap with that of the trainer, which waits for the same kernels.
  await compileKernels(gpu.device, kernelsOf(made), onProgress);
}

function planFor({ adapter }: Gpu, options: CompileAheadOptions): Plan {
  const { model, optimizer = adam(), loss = sparseCategoricalCrossentropy(), batchSize = 128 } = options;
  const { variants = {} } = options;
  return plan(model, { batchSize, optimizer, loss, adapter, variants });
}

/** A model on a device; made by `createTrainer`. */
export class Trainer {
  readonly seed: number;
  readonly shuffle: boolean;
  readonly schedule: Schedule;
  /** What records this trainer's work, if anything does. */
  readonly trace: Trace | undefined;
  readonly #program: Program;
  readonly #queue: StepQueue;
  #progress = startOfRun();
  #busy = false;

  constructor(
    program: Program,
    settings: { seed: number; shuffle: boolean; schedule: Schedule; trace: Trace | undefined },
  ) {
    this.#program = program;
    this.#queue = new StepQueue(program, settings.trace);
    this.trace = settings.trace;
    this.seed = settings.seed;
    this.shuffle = settings.shuffle;
    this.schedule = settings.schedule;
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
   * goes on. After an abort the trainer stands at a finished step and goes on from there.
   *
   * @throws ShadegradError `SHADEGRAD_DATASET`, `SHADEGRAD_SETTINGS`, `SHADEGRAD_DIVERGED`.
   */
  fit(dataset: Dataset, options: FitOptions): Promise<FitResult> {
    return this.#exclusively(() =>
      fitModel(
        {
          program: this.#program,
          queue: this.#queue,
          progress: this.#progress,
          seed: this.seed,
          shuffle: this.shuffle,
          schedule: this.schedule,
          trace: this.trace,
          upload: (data) => this.#upload(data),
          readWeights: () => this.weights(),
          writeWeights: (weights) => this.setWeights(weights),
        },
        dataset,
        options,
      ),
    );
  }

  /**
   * Has the driver compile all that training needs, by a few steps on a dataset's first examples whose effect is taken
   * back: the steps of `fit` after it all take their usual time, and lead to the same bits as without it.
   *
   * @throws ShadegradError `SHADEGRAD_DATASET`.
   */
  warmUp(dataset: Dataset): Promise<void> {
    return this.#exclusively(async () => {
      const { batchSize } = this.plan;
      const set = await this.#upload(sliceDataset(dataset, 0, Math.min(batchSize, exampleCount(dataset))));
      try {
        await warmUp(this.#program, this.#queue, set, this.#progress);
      } finally {
        set.destroy();
      }
    });
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
    return this.#exclusively(async () => {
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
    const elements = size(this.model.inputShape);
    if (images.length === 0 || images.length % elements !== 0) {
      throw new ShadegradError(
        'SHADEGRAD_DATASET',
        `${images.length} values are no whole number of pictures of ${this.model.inputShape.join('×')}.`,
        `Give ${elements} values for each picture.`,
      );
    }
    return this.#exclusively(() => predictBatches(this.#program, images));
  }

  /**
   * Times each dispatch of a pass on one batch of random pictures, and whole steps in between. The trainer's state is
   * put back as it was.
   *
   * @throws ShadegradError `SHADEGRAD_SETTINGS`, `SHADEGRAD_OUT_OF_MEMORY`.
   */
  profile(options: ProfileOptions = {}): Promise<Profile> {
    const { pass = 'training', repetitions = 5, roofline, method, onProgress } = options;
    checkRepetitions(repetitions);
    return this.#exclusively(async () => {
      const state = await this.state();
      const set = await this.#upload(randomExamples(this.plan));
      const program = this.#program;
      const task = { program, set, pass, repetitions, roofline, method, trace: this.trace, onProgress };
      try {
        return await profileProgram(task);
      } finally {
        loadState(program, state);
        set.destroy();
      }
    });
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

  /** Everything that a run needs to go on as if it had never stopped: weights, optimizer, and where it stands. */
  state(): Promise<TrainerState> {
    return readState(this.#program, this.#progress);
  }

  /**
   * Puts a state back.
   *
   * @throws ShadegradError `SHADEGRAD_WEIGHTS` where it is not one of this model and optimizer.
   */
  restore(state: TrainerState): void {
    loadState(this.#program, state);
    const progress: RunProgress = { ...startOfRun(), ...state.progress };
    this.#progress = progress;
  }

  /** Frees the trainer's buffers. */
  destroy(): void {
    this.#program.destroy();
  }

  #upload(dataset: Dataset): Promise<ExampleSet> {
    const examples = new Examples(dataset, this.model);
    const { loss } = this.plan;
    if (examples.hasDistributions && loss.type === 'sparseCategoricalCrossentropy') {
      throw new ShadegradError(
        'SHADEGRAD_DATASET',
        'The labels are distributions over the classes, but sparse cross-entropy takes class numbers.',
        'Use categoricalCrossentropy(), or give class numbers as a Uint8Array.',
      );
    }
    return traced(this.trace, 'upload', () =>
      uploadExamples(this.gpu.device, examples, examples.classes.length, loss),
    );
  }

  /** Buffers are shared by all passes, so only one task may use them at a time. */
  async #exclusively<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#busy) {
      throw new ShadegradError(
        'SHADEGRAD_BUSY',
        'This trainer is at work already.',
        'Await the call before, or make a second trainer.',
      );
    }
    this.#busy = true;
    try {
      return await task();
    } finally {
      this.#busy = false;
    }
  }
}

function checkSeed(seed: number): void {
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return;
  throw new ShadegradError(
    'SHADEGRAD_SETTINGS',
    `The seed is ${seed}.`,
    'Use a whole number from 0 to 4,294,967,295.',
  );
}
