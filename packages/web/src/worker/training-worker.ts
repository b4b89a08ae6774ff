// The training worker: holds the GPU, the pictures and the network, so that the page's thread only draws.

import {
  createTrainer,
  parseModel,
  parseRunConfig,
  readSafetensors,
  rememberedVariants,
  ShadegradError,
  tuningKey,
  type AdapterDescription,
  type BestWeights,
  type DataRecord,
  type Evaluation,
  type RunConfig as FolderConfig,
  type Trainer,
} from '@shadegrad/core';
import { expose, transfer } from 'comlink';
import type { DataSummary, Part, Pictures } from '../data/data-state.js';
import { failureOf, type Failure } from '../design/failure.js';
import { CheckpointFiles } from '../runs/checkpoint-files.js';
import { recordOf, type KeptRun } from '../runs/kept-run.js';
import { RunDatabase } from '../runs/run-database.js';
import { lockRun } from '../runs/run-lock.js';
import { RunRecorder } from '../runs/run-recorder.js';
import { folderConfigOf } from '../runs/run-settings.js';
import { runsChanged } from '../runs/runs-channel.js';
import { storageError, throwStorageError } from '../runs/storage-error.js';
import { TuningDatabase } from '../runs/tuning-database.js';
import type { RunConfig } from '../training/run-state.js';
import { CurrentRun } from './current-run.js';
import { GpuHolder } from './gpu-holder.js';
import { COLUMNS, type MetricsFrame } from './messages.js';
import { MetricsStream } from './metrics-stream.js';
import { PictureHolder } from './picture-holder.js';
import type { Progress, TrainingApi } from './training-api.js';
import './told-errors.js';

/** For what a measured choice of kernels holds, beside the adapter. */
const IMPLEMENTATION = navigator.userAgent;

class TrainingWorker implements TrainingApi {
  readonly #metrics = new MetricsStream((frame: MetricsFrame, transferred) => {
    this.#run?.recorder?.takeIn(frame);
    self.postMessage(frame, { transfer: transferred });
  });
  readonly #database = new RunDatabase();
  readonly #gpu = new GpuHolder((adapter) => this.#metrics.follow(adapter));
  readonly #pictures = new PictureHolder();
  #run: CurrentRun | undefined;
  #tellTrouble: (failure: Failure) => void = () => undefined;

  async open() {
    return (await this.#gpu.open()).adapter;
  }

  loadData(...[request, onProgress]: Parameters<TrainingApi['loadData']>): Promise<DataSummary> {
    return this.#pictures.load(request, onProgress);
  }

  async pictures(part: Part, positions: readonly number[]): Promise<Pictures> {
    const chosen = this.#pictures.chosen(part, positions);
    return transfer(chosen, [chosen.images.buffer]);
  }

  dataRecord(): Promise<DataRecord> {
    return this.#pictures.record();
  }

  hasData(record: DataRecord): Promise<boolean> {
    return this.#pictures.are(record);
  }

  async prepare(config: RunConfig, onProgress: Progress): Promise<string | undefined> {
    await this.discard();
    this.#metrics.reset();
    const { adapter } = await this.#gpu.open();
    const folderConfig = folderConfigOf(config, {
      created: new Date(),
      data: await this.dataRecord(),
      adapter,
      browser: navigator.userAgent,
    });
    const trainer = await this.#makeTrainer(folderConfig, await this.#variants(adapter), onProgress);
    const complete = { ...folderConfig, variants: trainer.plan.variants };
    const run = recordOf(complete);
    let unlock: (() => void) | undefined;
    let recorder: RunRecorder | undefined;
    try {
      unlock = await lockRun(run.id);
      await this.#database.add(run);
      recorder = this.#record(run, complete, trainer, undefined);
      return run.id;
    } catch (error) {
      this.#tellTrouble(failureOf(storageError(error)));
      return undefined;
    } finally {
      this.#run = new CurrentRun({ trainer, config: complete, unlock, recorder });
    }
  }

  async openRun(id: string, onProgress: Progress) {
    await this.discard();
    const unlock = await lockRun(id);
    let trainer: Trainer | undefined;
    try {
      const kept = await this.#database.get(id);
      if (kept === undefined) throw noSuchRun();
      const config = parseRunConfig(kept.config, 'config.json');
      const files = new CheckpointFiles(id);
      const checkpoint = (await files.newest().catch(throwStorageError))?.checkpoint;
      trainer = await this.#makeTrainer(config, config.variants ?? {}, onProgress);
      if (checkpoint !== undefined) trainer.restore(checkpoint.state);
      else if (kept.status === 'finished') await this.#takeKeptWeights(trainer, id);
      if (kept.status !== 'finished') {
        const position = checkpoint?.state.progress ?? { step: 0, epoch: 0 };
        await files.rewind(position).catch(throwStorageError);
        await this.#database.rewind(id, position);
      }
      const rows = await this.#database.metrics(id);
      const seconds = rows.at(-COLUMNS.length + COLUMNS.indexOf('seconds')) ?? 0;
      const run = { ...kept, ...(await this.#database.get(id)), seconds };
      this.#metrics.reset(seconds);
      const recorder = this.#record(run, config, trainer, checkpoint?.best);
      this.#run = new CurrentRun({ trainer, config, unlock, recorder });
      return transfer({ run, rows, learningRates: trainer.learningRates }, [rows.buffer]);
    } catch (error) {
      trainer?.destroy();
      unlock();
      throw error;
    }
  }

  train(request: Parameters<TrainingApi['train']>[0]) {
    return this.#currentRun().train(request, this.#pictures, (event) => this.#metrics.hear(event));
  }

  pause(): void {
    this.#run?.pause();
  }

  setLearningRate(learningRate: number): void {
    this.#currentRun().setLearningRate(learningRate);
  }

  evaluate(onProgress: Progress) {
    return this.#currentRun().evaluate(this.#pictures, onProgress);
  }

  async predict(images: Uint8Array | Float32Array) {
    const probabilities = await this.#currentRun().predict(images);
    return transfer(probabilities, [probabilities.buffer]);
  }

  async inspect(picture: Uint8Array) {
    const activations = await this.#currentRun().activations(picture);
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

  statistics() {
    return this.#currentRun().statistics(this.#pictures);
  }

  async conclude(evaluation: Evaluation): Promise<void> {
    await this.#run?.recorder?.concluded(evaluation);
  }

  keepSoon(): void {
    this.#run?.recorder?.writer.request();
  }

  onStorageTrouble(listener: (failure: Failure) => void): void {
    this.#tellTrouble = listener;
  }

  async weightsFile() {
    const bytes = await this.#currentRun().weightsFile();
    return transfer(bytes, [bytes.buffer]);
  }

  async exportRun(id: string) {
    const run = await this.#database.get(id);
    if (run === undefined) throw noSuchRun();
    const { exportRun } = await import('../transfer/run-store.js');
    const packed = await exportRun(this.#database, run);
    return transfer(packed, [packed.bytes.buffer]);
  }

  async importRun(file: File): Promise<string> {
    const { importRun } = await import('../transfer/run-store.js');
    return importRun(this.#database, file);
  }

  async deleteRun(id: string): Promise<void> {
    if (this.#run?.recorder?.id === id) await this.discard();
    const unlock = await lockRun(id);
    try {
      await this.#database.remove(id);
      await new CheckpointFiles(id).remove().catch(throwStorageError);
    } finally {
      unlock();
      runsChanged();
    }
  }

  async tune(...[config, onProgress]: Parameters<TrainingApi['tune']>) {
    const { tuneKernels } = await import('./tune-kernels.js');
    const store = new TuningDatabase(this.#database);
    return tuneKernels(await this.#gpu.open(), config, store, IMPLEMENTATION, onProgress);
  }

  async profile(config: RunConfig, onProgress: Progress) {
    const { adapter } = await this.#gpu.open();
    const { model, settings } = config;
    const variants = await this.#variants(adapter);
    const trainer = await this.#makeTrainer({ ...settings, model: parseModel(model) }, variants);
    try {
      return await trainer.profile({ onProgress });
    } finally {
      trainer.destroy();
    }
  }

  async discard(): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    await run?.close();
  }

  async #makeTrainer(
    settings: Pick<FolderConfig, 'model' | 'optimizer' | 'schedule' | 'batchSize' | 'seed'> &
      Partial<Pick<FolderConfig, 'loss' | 'shuffle'>>,
    variants: Readonly<Record<string, string>>,
    onProgress?: Progress,
  ): Promise<Trainer> {
    const { model, optimizer, schedule, batchSize, seed, loss, shuffle } = settings;
    return createTrainer(await this.#gpu.open(), {
      model,
      optimizer,
      schedule,
      batchSize,
      seed,
      variants,
      recovery: { reopen: () => this.#gpu.open() },
      ...(loss && { loss }),
      ...(shuffle !== undefined && { shuffle }),
      ...(onProgress && { onProgress }),
    });
  }

  #record(run: KeptRun, config: FolderConfig, trainer: Trainer, best: BestWeights | undefined): RunRecorder {
    return new RunRecorder({
      database: this.#database,
      run,
      config,
      trainer,
      best,
      tell: (event) => this.#metrics.hear(event),
      flush: () => this.#metrics.flush(),
      onTrouble: (failure) => this.#tellTrouble(failure),
    });
  }

  /** What was measured to be fastest on this adapter. */
  async #variants(adapter: AdapterDescription): Promise<Record<string, string>> {
    const store = new TuningDatabase(this.#database);
    return rememberedVariants(await store.get(tuningKey(adapter, IMPLEMENTATION)));
  }

  /** For a run whose checkpoints the browser has removed. */
  async #takeKeptWeights(trainer: Trainer, id: string): Promise<void> {
    const bytes = await this.#database.weights(id);
    if (bytes !== undefined) trainer.setWeights(readSafetensors(bytes, 'weights.safetensors'));
  }

  #currentRun() {
    if (this.#run !== undefined) return this.#run;
    throw new ShadegradError('SHADEGRAD_NO_RUN', 'There is no network in training.', 'Press Train first.');
  }
}

const noSuchRun = (): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_RUN_MISSING',
    'This run is no longer kept.',
    'It may have been deleted in another tab.',
  );

expose(new TrainingWorker());
