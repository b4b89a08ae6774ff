// Makes trainers: from settings to a plan, a program on the device and initial weights.

import { ShadegradError } from '../errors.js';
import { type Loss, sparseCategoricalCrossentropy } from '../losses/index.js';
import type { Model } from '../model/index.js';
import { adam, type Optimizer } from '../optimizers/index.js';
import { plan, type Plan } from '../plan/index.js';
import type { Gpu } from '../runtime/gpu.js';
import { compileKernels, type CompileProgress } from '../runtime/pipelines.js';
import { kernelsOf } from '../runtime/program.js';
import { constantSchedule, type Schedule } from '../schedules/index.js';
import { type Trace, traced } from '../trace/index.js';
import { Engine } from './engine.js';
import { checkLearningRate, type LearningRateChange } from './learning-rate.js';
import { microBatchSizes, withLargest } from './micro-batch-size.js';
import type { RecoveryOptions } from './recovery.js';
import { Trainer } from './trainer.js';
import { checkWeights, initialWeights, type Weights } from './weights.js';

const DEFAULT_BATCH_SIZE = 128;

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
  /**
   * Examples that are computed at once; fewer than `batchSize` take less memory. A step then computes several such
   * micro-batches, adds up their gradients and updates the weights once: the loss curve stays the same, but for rounding.
   *
   * `'auto'` finds the largest that the adapter can hold: the whole batch, a half of it, a third, a quarter, a sixth, …
   *
   * @default batchSize
   */
  readonly microBatchSize?: number | 'auto';
  /** Settles initial weights, order and dropout; an unsigned 32-bit integer. @default 0 */
  readonly seed?: number;
  /** Changes of the learning rate at later steps, as a run that is to be repeated had them. @default none */
  readonly learningRates?: readonly LearningRateChange[];
  /** Whether each epoch takes the examples in an order of its own. @default true */
  readonly shuffle?: boolean;
  /** @default drawn from the seed by each layer's initializers */
  readonly weights?: Weights;
  /**
   * Which variant computes a matrix product, by the product's key: what `tune` returned, or `plan.variants` of a run that
   * is to be repeated to the bit. @default the adapter's table
   */
  readonly variants?: Readonly<Record<string, string>>;
  /** What to do when the device is lost. @default `fit` and the others end with an error */
  readonly recovery?: RecoveryOptions;
  /** Records what the host and the device do. */
  readonly trace?: Trace;
  /** Hears how many kernels are compiled, and of how many. */
  readonly onProgress?: CompileProgress;
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
  const { model, seed = 0, learningRates = [], trace, onProgress } = options;
  checkSeed(seed);
  for (const { learningRate } of learningRates) checkLearningRate(learningRate);
  const weights = options.weights ?? initialWeights(model, seed);
  checkWeights(model, weights);
  const engine = await withLargest(sizesToTry(options), async (microBatchSize) => {
    const made = await traced(trace, 'plan', () => planFor(gpu, options, microBatchSize));
    return traced(trace, 'compile', () => Engine.bind(made, gpu, { trace, onProgress }));
  });
  const { shuffle = true, schedule = constantSchedule(), recovery } = options;
  const trainer = new Trainer(engine, { seed, shuffle, schedule, learningRates, recovery });
  trainer.setWeights(weights);
  return trainer;
}

/** What `compileAhead` needs to know: the settings that decide which kernels there are. */
export type CompileAheadOptions = Pick<
  TrainerOptions,
  'model' | 'optimizer' | 'loss' | 'batchSize' | 'microBatchSize' | 'variants' | 'trace' | 'onProgress'
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
  const made = await withLargest(sizesToTry(options), (microBatchSize) =>
    traced(trace, 'plan', () => planFor(gpu, options, microBatchSize)),
  );
  // No span in the trace: it would overlap with that of the trainer, which waits for the same kernels.
  await compileKernels(gpu.device, kernelsOf(made), onProgress);
}

function sizesToTry({
  batchSize = DEFAULT_BATCH_SIZE,
  microBatchSize,
}: CompileAheadOptions): readonly number[] {
  return microBatchSize === 'auto' ? microBatchSizes(batchSize) : [microBatchSize ?? batchSize];
}

function planFor({ adapter }: Gpu, options: CompileAheadOptions, microBatchSize: number): Plan {
  const { model, optimizer = adam(), loss = sparseCategoricalCrossentropy() } = options;
  const { batchSize = DEFAULT_BATCH_SIZE, variants = {} } = options;
  return plan(model, { batchSize, microBatchSize, optimizer, loss, adapter, variants });
}

function checkSeed(seed: number): void {
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return;
  throw new ShadegradError(
    'SHADEGRAD_SETTINGS',
    `The seed is ${seed}.`,
    'Use a whole number from 0 to 4,294,967,295.',
  );
}
