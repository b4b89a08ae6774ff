// A contender under way: its process, what it said of itself, and how much work makes one turn. One that fails is
// not asked again, and the others go on without it.

import { messageOf } from '../message-of.js';
import type { Contender } from '../contenders/contender.js';
import { ContenderProcess } from '../contenders/process.js';
import type { Opened, Scored, WorkerSettings } from '../protocol/messages.js';
import type { Log } from '../surroundings.js';
import { type Loss, whyNotLearned } from './learned.js';

export class Racer {
  readonly contender: Contender;
  readonly process: ContenderProcess;
  readonly settings: WorkerSettings;
  readonly opened: Opened;
  readonly parameters: number;
  /** Seconds to open the device, to make the network, and of the first training step, which compiles. */
  readonly start: { readonly open: number; readonly build: number; readonly firstStep: number };
  /** Of all training so far. */
  readonly losses: Loss[] = [];
  /** Images of all training so far. */
  trained = 0;
  failure: string | undefined;

  private constructor(
    process: ContenderProcess,
    settings: WorkerSettings,
    started: Pick<Racer, 'opened' | 'parameters' | 'start'>,
  ) {
    this.contender = process.contender;
    this.process = process;
    this.settings = settings;
    this.opened = started.opened;
    this.parameters = started.parameters;
    this.start = started.start;
  }

  /**
   * Starts a contender and lets it do one step.
   *
   * @throws Error where it cannot.
   */
  static async start(
    contender: Contender,
    settings: WorkerSettings,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Racer> {
    const process = new ContenderProcess(contender, environment);
    try {
      const opened = await process.open(settings);
      const built = await process.request('build', {});
      const first = await process.request('train', { steps: 1 });
      const racer = new Racer(process, settings, {
        opened: opened.result,
        parameters: built.result.parameters,
        start: { open: opened.seconds, build: built.seconds, firstStep: first.seconds },
      });
      racer.#count(first.result);
      return racer;
    } catch (error) {
      await process.stop();
      throw error;
    }
  }

  async train(steps: number): Promise<Scored & { readonly seconds: number }> {
    const { result, seconds } = await this.process.request('train', { steps });
    this.#count(result);
    return { ...result, seconds };
  }

  async evaluate(images: number): Promise<Scored & { readonly seconds: number }> {
    const { result, seconds } = await this.process.request('evaluate', { images });
    return { ...result, seconds };
  }

  /** Why its times say nothing; undefined where they do. */
  get disqualified(): string | undefined {
    return this.failure ?? whyNotLearned(this.losses);
  }

  #count({ loss, images }: Scored): void {
    this.losses.push({ loss, images });
    this.trained += images;
  }
}

/** Starts contenders one after another; those that cannot start are told of and left out. */
export async function startAll(
  contenders: readonly Contender[],
  settings: WorkerSettings,
  log: Log,
): Promise<{ readonly racers: readonly Racer[]; readonly failures: readonly string[] }> {
  const racers: Racer[] = [];
  const failures: string[] = [];
  for (const contender of contenders) {
    log(`${contender.title}: starting`);
    try {
      const racer = await Racer.start(contender, settings);
      const { open, build, firstStep } = racer.start;
      log(
        `${contender.title}: ${racer.opened.device}; ready in ${(open + build).toFixed(1)} s, first step ${firstStep.toFixed(1)} s`,
      );
      racers.push(racer);
    } catch (error) {
      const failure = `${contender.title} did not start: ${messageOf(error)}`;
      log(failure);
      failures.push(failure);
    }
  }
  return { racers, failures };
}

export async function stopAll(racers: readonly Racer[]): Promise<void> {
  await Promise.all(racers.map((racer) => racer.process.stop()));
}
