// The commands that carry runs and models out as files, and in. Writes into the store what there is.

import { modelToJson, ShadegradError } from '@shadegrad/core';
import { saveFile } from '../design/save-file.js';
import { currentReport } from '../network/current-report.js';
import { epochsOf, type KeptRun } from '../runs/kept-run.js';
import { RunDatabase } from '../runs/run-database.js';
import type { RunLibrary } from '../runs/run-library.js';
import { runsChanged } from '../runs/runs-channel.js';
import { whileBusy } from '../runs/while-busy.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import { isBusy, isUnderWay } from '../training/run-state.js';
import type { RemoteTraining } from '../worker/connect.js';
import type { Arrival } from './arrival.js';
import type { ForeignFormat } from './foreign-formats.js';

export type MetricsFormat = 'csv' | 'json';

export class RunTransfer {
  readonly #store: Store<AppState>;
  readonly #worker: RemoteTraining;
  readonly #runs: RunLibrary;
  readonly #database = new RunDatabase();

  constructor(store: Store<AppState>, worker: RemoteTraining, runs: RunLibrary) {
    this.#store = store;
    this.#worker = worker;
    this.#runs = runs;
  }

  /** The run folder as a zip. */
  async takeHome(run: KeptRun): Promise<void> {
    await this.#do('Packing the run', async () => {
      const { name, bytes } = await this.#worker.exportRun(run.id);
      saveFile(name, bytes, 'application/zip');
    });
  }

  async takeWeightsHome(run: KeptRun): Promise<void> {
    await this.#do('Packing the weights', async () => {
      saveFile(`${run.name}.safetensors`, await this.#weights(run), 'application/octet-stream');
    });
  }

  /** Of the run that is open, also where the browser keeps nothing. */
  async takeCurrentWeightsHome(): Promise<void> {
    await this.#do('Packing the weights', async () => {
      saveFile('weights.safetensors', await this.#worker.weightsFile(), 'application/octet-stream');
    });
  }

  /** The network with its weights as another program reads it. */
  async takeModelHome(run: KeptRun, format: ForeignFormat): Promise<void> {
    await this.#do('Writing the model', async () => {
      const { writeModelFile } = await import('./model-files.js');
      const { name, bytes } = await writeModelFile(await this.#weights(run), format, run.name);
      saveFile(name, bytes, 'application/octet-stream');
    });
  }

  async takeMetricsHome(run: KeptRun, format: MetricsFormat): Promise<void> {
    await this.#do('Writing the metrics', async () => {
      const { metricsCsv, metricsJson } = await import('./metrics-log.js');
      const rows = await this.#database.metrics(run.id);
      const [encode, type] = format === 'csv' ? [metricsCsv, 'text/csv'] : [metricsJson, 'application/json'];
      saveFile(`${run.name}-metrics.${format}`, encode(rows, epochsOf(run)), type);
    });
  }

  /** Keeps what came in, a run or a model, beside the others, and opens it. */
  async takeIn(files: readonly File[]): Promise<void> {
    await this.#do('Reading what came in', async () => {
      const { run: current } = this.#store.state;
      if (isBusy(current) || isUnderWay(current)) throw underWay();
      const { arrivalOf } = await import('./arrival.js');
      const arrival = await arrivalOf(files);
      const id =
        arrival.kind === 'run' ? await this.#worker.importRun(arrival.file) : await this.#keepModel(arrival);
      await this.#runs.refresh();
      const run = await this.#database.get(id);
      if (run !== undefined) await this.#runs.open(run);
    });
  }

  async #keepModel({ name, files }: Arrival & { kind: 'model' }): Promise<string> {
    const { state } = this.#store;
    const { data, device, settings } = state;
    if (data.phase !== 'ready' || device.phase !== 'ready') throw notReady();
    const [{ readModelFiles }, { modelRunOf }] = await Promise.all([
      import('./model-files.js'),
      import('./model-run.js'),
    ]);
    const { model } = currentReport(state);
    const read = await readModelFiles(files, model && modelToJson(model));
    const run = await modelRunOf(read, {
      name,
      settings,
      pictures: data.summary,
      data: await this.#worker.dataRecord(),
      adapter: device.adapter,
    });
    await this.#database.add(run, { weights: read.bytes });
    runsChanged();
    return run.id;
  }

  /** As they are now, if the run is open; else as they were last kept. */
  async #weights(run: KeptRun): Promise<Uint8Array<ArrayBuffer>> {
    const isOpen = this.#store.state.run.id === run.id;
    const bytes = isOpen ? await this.#worker.weightsFile() : await this.#database.weights(run.id);
    if (bytes !== undefined) return bytes;
    throw new ShadegradError(
      'SHADEGRAD_RUN_UNTRAINED',
      `${run.name} has kept no weights yet.`,
      'Open it and train it first.',
    );
  }

  async #do(what: string, work: () => Promise<void>): Promise<void> {
    await whileBusy(this.#store, what, work);
  }
}

const underWay = (): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_RUN_UNDER_WAY',
    'A run is under way, and what came in would take its place.',
    'Reset the run, which keeps it in the list of runs, then take the file in again.',
  );

const notReady = (): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_NO_DATA',
    'A model is tried on pictures, and there are none yet.',
    'Wait until the pictures are loaded and the GPU is open, then take it in again.',
  );
