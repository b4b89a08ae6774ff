// Contenders take turns: round by round, each in a different place, one computing at a time while the others rest.

import { messageOf } from '../message-of.js';
import { orderOfRound } from './order.js';
import type { Racer } from './racer.js';

export interface Turn {
  readonly round: number;
  readonly images: number;
  readonly seconds: number;
  /** Processor time of the contender during its turn; absent where the system does not tell. */
  readonly cpuSeconds?: number;
}

export interface Turns {
  /** Of contenders that finished, in the order of the rounds. */
  readonly of: ReadonlyMap<Racer, readonly Turn[]>;
  /** Share of one core that contenders used while it was another's turn. */
  readonly idleShare: number;
}

/** @param act One turn's work. Whoever throws is out, with what it threw as its failure. */
export async function takeTurns(
  racers: readonly Racer[],
  rounds: number,
  act: (racer: Racer, round: number) => Promise<Pick<Turn, 'images' | 'seconds'>>,
): Promise<Turns> {
  const turns = new Map<Racer, Turn[]>(racers.map((racer) => [racer, []]));
  let idle = 0;
  let wall = 0;
  for (let round = 0; round < rounds; round++) {
    for (const racer of orderOfRound(racers, round)) {
      if (racer.failure !== undefined) continue;
      const before = racers.map((other) => other.process.cpuSeconds());
      const begun = performance.now();
      try {
        const { images, seconds } = await act(racer, round);
        const used = racers.map((other, i) => difference(other.process.cpuSeconds(), before[i]));
        const own = used[racers.indexOf(racer)];
        turns.get(racer)?.push({ round, images, seconds, ...(own !== undefined && { cpuSeconds: own }) });
        idle += used.reduce<number>((sum, time) => sum + (time ?? 0), 0) - (own ?? 0);
        wall += (performance.now() - begun) / 1000;
      } catch (error) {
        racer.failure = messageOf(error);
      }
    }
  }
  const finished = [...turns].filter(([racer]) => racer.failure === undefined);
  return { of: new Map(finished), idleShare: wall > 0 ? idle / wall : 0 };
}

const difference = (after: number | undefined, before: number | undefined): number | undefined =>
  after === undefined || before === undefined ? undefined : Math.max(0, after - before);
