// Reads the device's clock around pieces of work: one compute pass each, which writes the time as it begins and ends.

import type { Work } from './stopwatch.js';

const MAP_READ = 0x1;
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const QUERY_RESOLVE = 0x200;
const READ_MODE = 0x1;
const TIMESTAMP_BYTES = 8;

/** WebGPU's limit for one query set. */
const MOST_QUERIES = 4096;

/** Pieces of work that one `Timestamps` can time. */
export const MOST_TIMED = MOST_QUERIES / 2;

/** When work began and ended on the device's clock, in ns from an origin of its own. */
export interface DeviceSpan {
  readonly begun: bigint;
  readonly ended: bigint;
}

export class Timestamps {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;
  #used = 0;

  /** @param count Pieces of work between two reads, at most `MOST_TIMED`. The device must have `timestamp-query`. */
  constructor(device: GPUDevice, count: number) {
    const label = 'timestamps';
    const size = 2 * TIMESTAMP_BYTES * count;
    this.#queries = device.createQuerySet({ label, type: 'timestamp', count: 2 * count });
    this.#resolved = device.createBuffer({ label, size, usage: QUERY_RESOLVE | COPY_SRC });
    this.#staging = device.createBuffer({ label, size, usage: MAP_READ | COPY_DST });
  }

  /** Writes work into a compute pass of its own. */
  encode(encoder: GPUCommandEncoder, work: Work): void {
    const computePass = encoder.beginComputePass({
      timestampWrites: {
        querySet: this.#queries,
        beginningOfPassWriteIndex: 2 * this.#used,
        endOfPassWriteIndex: 2 * this.#used + 1,
      },
    });
    work(computePass);
    computePass.end();
    this.#used += 1;
  }

  /** Writes the copy of all times; after the work, into the same command buffer or a later one. */
  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.#queries, 0, 2 * this.#used, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, 2 * TIMESTAMP_BYTES * this.#used);
  }

  /** The times of the work, in its order, once it is done. After that the next work can be encoded. */
  async read(): Promise<readonly DeviceSpan[]> {
    const bytes = 2 * TIMESTAMP_BYTES * this.#used;
    await this.#staging.mapAsync(READ_MODE, 0, bytes);
    const times = new BigUint64Array(this.#staging.getMappedRange(0, bytes).slice(0));
    this.#staging.unmap();
    const spans = Array.from({ length: this.#used }, (_, i) => ({
      begun: times[2 * i] ?? 0n,
      ended: times[2 * i + 1] ?? 0n,
    }));
    this.#used = 0;
    return spans;
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
