// The worker's pictures: those that it trains on and those that it tests with.

import { type DataRecord, ShadegradError } from '@shadegrad/core';
import type { DataRequest, DataSummary, Part, Pictures } from '../data/data-state.js';
import { fingerprintsOf } from '../data/fingerprints.js';
import { loadPictures } from '../data/load-pictures.js';
import type { LoadedPictures, Tell } from '../data/loaded-pictures.js';
import { dataRecordOf } from '../runs/run-settings.js';

export class PictureHolder {
  #pictures: LoadedPictures | undefined;

  async load(request: DataRequest, tell: Tell): Promise<DataSummary> {
    this.#pictures = await loadPictures(request, tell);
    return this.#pictures.summary;
  }

  /** @throws ShadegradError `SHADEGRAD_NO_DATA`. */
  get all(): LoadedPictures {
    if (this.#pictures !== undefined) return this.#pictures;
    throw new ShadegradError(
      'SHADEGRAD_NO_DATA',
      'There are no pictures yet.',
      'Wait until they are loaded.',
    );
  }

  /** Copies of some, by their positions. */
  chosen(part: Part, positions: readonly number[]): Pictures & { images: Uint8Array<ArrayBuffer> } {
    const { images, labels, shape } = this.all[part];
    const elements = shape.reduce((product, extent) => product * extent, 1);
    const copies = new Uint8Array(positions.length * elements);
    positions.forEach((position, i) => {
      copies.set(images.subarray(position * elements, (position + 1) * elements), i * elements);
    });
    return { images: copies, labels: Uint8Array.from(positions, (position) => labels[position] ?? 0) };
  }

  /** Test pictures from all over the set, at most so many. */
  sample(most: number): Uint8Array {
    const count = this.all.test.labels.length;
    const length = Math.min(most, count);
    const positions = Array.from({ length }, (_, i) => Math.floor((i * count) / length));
    return this.chosen('test', positions).images;
  }

  /** What a run keeps of them. */
  async record(): Promise<DataRecord> {
    return dataRecordOf(this.all.summary, await fingerprintsOf(this.all));
  }

  async are(record: DataRecord): Promise<boolean> {
    if (this.#pictures === undefined) return false;
    const { training, test } = await fingerprintsOf(this.#pictures);
    return training.sha256 === record.training.sha256 && test.sha256 === record.test.sha256;
  }

  /** @throws ShadegradError `SHADEGRAD_RUN_DATA` where these are not the pictures that a run was made with. */
  async refuseOthers(record: DataRecord): Promise<void> {
    if (await this.are(record)) return;
    throw new ShadegradError(
      'SHADEGRAD_RUN_DATA',
      `The pictures here are not those that the run was made with (${record.origin}).`,
      'Load the same pictures under Data, or fork the run to train its network on these.',
    );
  }
}
