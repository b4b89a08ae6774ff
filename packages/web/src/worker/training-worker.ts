// The training worker: holds the GPU, the pictures and the network, so that the page's thread only draws.

import {
  createTrainer,
  parseModel,
  requestGpu,
  ShadegradError,
  type Gpu,
  type Trainer,
} from '@shadegrad/core';
import { expose, transfer } from 'comlink';
import type { DataSummary, Part, Pictures } from '../data/data-state.js';
import { loadPictures } from '../data/load-pictures.js';
import type { LoadedPictures } from '../data/loaded-pictures.js';
import { networkStatistics } from '../insides/network-statistics.js';
import type { RunConfig } from '../training/run-state.js';
import type { MetricsFrame } from './messages.js';
import { MetricsStream } from './metrics-stream.js';
import type { Progress, TrainingApi } from './training-api.js';
import './told-errors.js';

/** Test pictures that statistics of activations are of. */
const PROBE = 64;

class TrainingWorker implements TrainingApi {
  readonly #metrics = new MetricsStream((frame: MetricsFrame, transferred) =>
    self.postMessage(frame, { transfer: transferred }),
  );
  #gpu: Promise<Gpu> | undefined;
  #data: LoadedPictures | undefined;
  #run: { readonly trainer: Trainer; readonly config: RunConfig } | undefined;
  #pausing = new AbortController();

  async open() {
    this.#gpu ??= openGpu();
    // A refusal is not for ever: the next call tries again.
    this.#gpu.catch(() => {
      this.#gpu = undefined;
    });
    return (await this.#gpu).adapter;
  }

  async loadData(...[request, onProgress]: Parameters<TrainingApi['loadData']>): Promise<DataSummary> {
    this.#data = await loadPictures(request, onProgress);
    return this.#data.summary;
  }

  async pictures(part: Part, positions: readonly number[]): Promise<Pictures> {
    const { images, labels, shape } = this.#pictures()[part];
    const elements = shape.reduce((product, extent) => product * extent, 1);
    const chosen = new Uint8Array(positions.length * elements);
    positions.forEach((position, i) => {
      chosen.set(images.subarray(position * elements, (position + 1) * elements), i * elements);
    });
    return transfer(
      { images: chosen, labels: Uint8Array.from(positions, (position) => labels[position] ?? 0) },
      [chosen.buffer],
    );
  }

  async prepare(config: RunConfig, onProgress: Progress): Promise<void> {
    this.discard();
    this.#metrics.reset();
    this.#run = { trainer: await this.#makeTrainer(config, onProgress), config };
  }

  async train({ epochs, steps }: Parameters<TrainingApi['train']>[0]) {
    const { trainer, config } = this.#currentRun();
    const { validationSplit } = config.settings;
    const { training, test } = this.#pictures();
    this.#pausing = new AbortController();
    const { reason } = await trainer.fit(training, {
      epochs,
      ...(steps !== undefined && { steps }),
      ...(validationSplit > 0 ? { validationSplit } : { validationData: test }),
      logEvery: 1,
      signal: this.#pausing.signal,
      onEvent: (event) => this.#metrics.hear(event),
    });
    return reason;
  }

  pause(): void {
    this.#pausing.abort();
  }

  setLearningRate(learningRate: number): void {
    this.#currentRun().trainer.setLearningRate(learningRate);
  }

  async evaluate(onProgress: Progress) {
    const { trainer } = this.#currentRun();
    const found = await trainer.evaluate(this.#pictures().test, { onProgress });
    return { ...found, step: trainer.step };
  }

  async predict(images: Uint8Array | Float32Array) {
    const probabilities = await this.#currentRun().trainer.predict(images);
    return transfer(probabilities, [probabilities.buffer]);
  }

  async inspect(picture: Uint8Array) {
    const activations = await this.#currentRun().trainer.activations(picture);
    const { input, layers, weights } = activations;
    const arrays = [
      input,
      ...layers.map(({ values }) => values),
      ...[...weights.values()].map(({ data }) => data),
    ];
    return transfer(
      activations,
      arrays.map(({ buffer }) => buffer),
    );
  }

  async statistics() {
    const { trainer } = this.#currentRun();
    const activations = await trainer.activations(someOf(this.#pictures().test, PROBE));
    return networkStatistics(trainer.model, activations, await trainer.gradients());
  }

  async profile(config: RunConfig, onProgress: Progress) {
    const trainer = await this.#makeTrainer(config);
    try {
      return await trainer.profile({ onProgress });
    } finally {
      trainer.destroy();
    }
  }

  discard(): void {
    this.#run?.trainer.destroy();
    this.#run = undefined;
  }

  async #makeTrainer({ model, settings }: RunConfig, onProgress?: Progress): Promise<Trainer> {
    await this.open();
    const gpu = await this.#gpu;
    if (gpu === undefined) throw new Error('the GPU was opened and is gone');
    const { optimizer, schedule, batchSize, seed } = settings;
    return createTrainer(gpu, {
      model: parseModel(model),
      optimizer,
      schedule,
      batchSize,
      seed,
      ...(onProgress && { onProgress }),
    });
  }

  #currentRun() {
    if (this.#run !== undefined) return this.#run;
    throw new ShadegradError('SHADEGRAD_NO_RUN', 'There is no network in training.', 'Press Train first.');
  }

  #pictures(): LoadedPictures {
    if (this.#data !== undefined) return this.#data;
    throw new ShadegradError(
      'SHADEGRAD_NO_DATA',
      'There are no pictures yet.',
      'Wait until they are loaded.',
    );
  }
}

/** Pictures from all over a dataset, one after the other. */
function someOf({ images, labels }: LoadedPictures['test'], most: number): Uint8Array {
  const elements = images.length / labels.length;
  const count = Math.min(most, labels.length);
  const some = new Uint8Array(count * elements);
  for (let i = 0; i < count; i++) {
    const first = Math.floor((i * labels.length) / count) * elements;
    some.set(images.subarray(first, first + elements), i * elements);
  }
  return some;
}

async function openGpu(): Promise<Gpu> {
  if (navigator.gpu === undefined) {
    throw new ShadegradError(
      'SHADEGRAD_NO_WEBGPU_IN_WORKER',
      'This browser has WebGPU in pages but not in workers.',
      'Update the browser.',
    );
  }
  return requestGpu(navigator.gpu);
}

expose(new TrainingWorker());
