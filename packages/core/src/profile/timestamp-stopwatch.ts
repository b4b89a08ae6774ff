// Times work by the device's clock. Browsers round it to about 0.1 ms; there, short work is done many times over.

import type { Gpu } from '../runtime/gpu.js';
import { Pacer } from '../runtime/pacer.js';
import { repeatsFor } from './repeats.js';
import type { Stopwatch, Work } from './stopwatch.js';
import { type DeviceSpan, Timestamps } from './timestamps.js';

/** Work that a rounded clock times lasts at least this long, in seconds. */
const LEAST_SECONDS = 0.005;
/** Rounds in which drivers compile and the pacer learns how long to rest. */
const WARM_UP = 2;

/** What one round of all work took. */
export interface TimedRound {
  /** On the host's clock, ms as `performance.now()`. */
  readonly submitted: number;
  readonly finished: number;
  readonly spans: readonly DeviceSpan[];
}

export class TimestampStopwatch implements Stopwatch {
  readonly method = 'timestamps';
  readonly #gpu: Gpu;
  readonly #works: readonly Work[];
  readonly #timestamps: Timestamps;
  readonly #pacer: Pacer;
  readonly #onRound: ((round: TimedRound) => void) | undefined;
  #repeats: readonly number[] | undefined;

  constructor(gpu: Gpu, works: readonly Work[], onRound?: (round: TimedRound) => void) {
    this.#gpu = gpu;
    this.#works = works;
    this.#timestamps = new Timestamps(gpu.device, works.length);
    this.#pacer = new Pacer(gpu.waiting);
    this.#onRound = onRound;
  }

  async time(): Promise<readonly number[]> {
    this.#repeats ??= await this.#calibrate();
    const round = await this.round(this.#repeats);
    this.#onRound?.(round);
    return round.spans.map((span, i) => seconds(span) / (this.#repeats?.[i] ?? 1));
  }

  /** Does each piece of work `repeats` times (default: once), in one submit. */
  async round(repeats: readonly number[] = []): Promise<TimedRound> {
    const { device } = this.#gpu;
    const encoder = device.createCommandEncoder();
    this.#works.forEach((work, i) => {
      this.#timestamps.encode(encoder, (computePass) => {
        for (let left = repeats[i] ?? 1; left > 0; left--) work(computePass);
      });
    });
    this.#timestamps.resolve(encoder);
    const submitted = performance.now();
    device.queue.submit([encoder.finish()]);
    await this.#pacer.rest(1, submitted);
    const waitedFrom = performance.now();
    const spans = await this.#timestamps.read();
    const finished = performance.now();
    this.#pacer.observe(1, finished - submitted, finished - waitedFrom);
    return { submitted, finished, spans };
  }

  destroy(): void {
    this.#timestamps.destroy();
  }

  async #calibrate(): Promise<readonly number[]> {
    for (let i = 0; i < WARM_UP; i++) await this.round();
    const { spans } = await this.round();
    if (!isRounded(spans)) return spans.map(() => 1);
    return spans.map((span) => repeatsFor(seconds(span), LEAST_SECONDS));
  }
}

const seconds = ({ begun, ended }: DeviceSpan): number => Number(ended - begun) / 1e9;

/** Whether a clock drops the low bits of its times, as browsers' do: Chrome sixteen of them. */
export const isRounded = (spans: readonly DeviceSpan[]): boolean =>
  spans.every(({ begun, ended }) => begun % 1024n === 0n && ended % 1024n === 0n);
