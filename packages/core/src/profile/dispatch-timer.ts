// Times each dispatch of a pass with timestamp queries: one compute pass a dispatch, which writes the device's clock as it
// begins and as it ends.

import type { BoundPass, Program } from '../runtime/program.js';

const MAP_READ = 0x1;
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const QUERY_RESOLVE = 0x200;
const READ_MODE = 0x1;
const TIMESTAMP_BYTES = 8;

/** When a dispatch began and ended on the device's clock, in ns from an origin of its own. */
export interface DispatchTimes {
  readonly begun: bigint;
  readonly ended: bigint;
}

export class DispatchTimer {
  readonly #program: Program;
  readonly #pass: BoundPass;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  /** The device must have `timestamp-query`. */
  constructor(program: Program, pass: BoundPass) {
    const { device } = program.gpu;
    const count = 2 * pass.length;
    const size = TIMESTAMP_BYTES * count;
    this.#program = program;
    this.#pass = pass;
    this.#queries = device.createQuerySet({ label: 'dispatch times', type: 'timestamp', count });
    this.#resolved = device.createBuffer({ label: 'dispatch times', size, usage: QUERY_RESOLVE | COPY_SRC });
    this.#staging = device.createBuffer({ label: 'dispatch times', size, usage: MAP_READ | COPY_DST });
  }

  /** Writes one step, and the copy of its times, into a command buffer. Read it before it is encoded again. */
  encode(encoder: GPUCommandEncoder, stepOffset: number): void {
    this.#pass.forEach((dispatch, i) => {
      const computePass = encoder.beginComputePass({
        timestampWrites: {
          querySet: this.#queries,
          beginningOfPassWriteIndex: 2 * i,
          endOfPassWriteIndex: 2 * i + 1,
        },
      });
      this.#program.encode(computePass, [dispatch], stepOffset);
      computePass.end();
    });
    encoder.resolveQuerySet(this.#queries, 0, this.#queries.count, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, this.#resolved.size);
  }

  /** The times of the step that was submitted last, once it is done. */
  async read(): Promise<readonly DispatchTimes[]> {
    await this.#staging.mapAsync(READ_MODE);
    const times = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    return this.#pass.map((_, i) => ({ begun: times[2 * i] ?? 0n, ended: times[2 * i + 1] ?? 0n }));
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
