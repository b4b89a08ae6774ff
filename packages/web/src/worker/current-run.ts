// The run in the worker's hands: trains it, asks its network, and lets go of it.

import {
  writeSafetensorsNetwork,
  type Activations,
  type FitResult,
  type RunConfig,
  type RunEvent,
  type Trainer,
} from '@shadegrad/core';
import { networkStatistics, type NetworkStatistics } from '../insides/network-statistics.js';
import type { RunRecorder } from '../runs/run-recorder.js';
import type { PictureHolder } from './picture-holder.js';
import type { Progress, TrainingApi } from './training-api.js';

/** Test pictures that statistics of activations are of. */
const PROBE = 64;

interface RunParts {
  readonly trainer: Trainer;
  readonly config: RunConfig;
  /** Lets another tab have the run; undefined, as the recorder, where the browser keeps nothing. */
  readonly unlock: (() => void) | undefined;
  readonly recorder: RunRecorder | undefined;
}

export class CurrentRun {
  readonly recorder: RunRecorder | undefined;
  readonly #trainer: Trainer;
  readonly #config: RunConfig;
  readonly #unlock: (() => void) | undefined;
  #pausing = new AbortController();

  constructor({ trainer, config, unlock, recorder }: RunParts) {
    this.#trainer = trainer;
    this.#config = config;
    this.#unlock = unlock;
    this.recorder = recorder;
  }

  /** @param hear Is told of everything that happens. */
  async train(
    { epochs, steps }: Parameters<TrainingApi['train']>[0],
    pictures: PictureHolder,
    hear: (event: RunEvent) => void,
  ): Promise<FitResult['reason']> {
    const { recorder } = this;
    const { validationSplit, timed, data, onNan } = this.#config;
    await pictures.refuseOthers(data);
    const { training, test } = pictures.all;
    this.#pausing = new AbortController();
    await recorder?.begun();
    try {
      const { reason } = await this.#trainer.fit(training, {
        epochs,
        ...(steps !== undefined && { steps }),
        ...(validationSplit > 0 ? { validationSplit } : !timed && { validationData: test }),
        logEvery: 1,
        signal: this.#pausing.signal,
        onNan,
        onEvent: (event) => {
          hear(event);
          if (event.type === 'rollback') recorder?.wentBack(event);
        },
        ...(recorder && {
          snapshots: {
            isDue: (step) => recorder.writer.isDue(step),
            take: (state) => recorder.writer.take(state),
          },
          onEpochEnd: (epoch) => recorder.writer.epochEnded(epoch),
        }),
      });
      if (steps !== undefined && reason === 'interrupted') recorder?.stepped();
      else await recorder?.paused();
      return reason;
    } catch (error) {
      await recorder?.failed(error);
      throw error;
    }
  }

  pause(): void {
    this.#pausing.abort();
  }

  setLearningRate(learningRate: number): void {
    this.#trainer.setLearningRate(learningRate);
  }

  async evaluate(pictures: PictureHolder, onProgress: Progress) {
    const found = await this.#trainer.evaluate(pictures.all.test, { onProgress });
    return { ...found, step: this.#trainer.step };
  }

  predict(images: Uint8Array | Float32Array): Promise<Float32Array<ArrayBuffer>> {
    return this.#trainer.predict(images);
  }

  activations(picture: Uint8Array): Promise<Activations> {
    return this.#trainer.activations(picture);
  }

  async statistics(pictures: PictureHolder): Promise<NetworkStatistics> {
    const activations = await this.#trainer.activations(pictures.sample(PROBE));
    return networkStatistics(this.#trainer.model, activations, await this.#trainer.gradients());
  }

  async weightsFile(): Promise<Uint8Array<ArrayBuffer>> {
    return writeSafetensorsNetwork({
      model: this.#trainer.model,
      weights: await this.#trainer.weights(),
      classes: this.#config.data.classes,
    });
  }

  async close(): Promise<void> {
    this.#trainer.destroy();
    // What is being written of it is written first.
    await this.recorder?.writer.settle();
    this.#unlock?.();
  }
}
