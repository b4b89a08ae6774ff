// Contenders take turns: round by round, each in a different place, one computing at a time while the others rest.

import { messageOf } from '../message-of.js';
import { busySeconds, foreignShare, ownSeconds } from './machine-usage.js';
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
  /** Share of all cores that other programs used meanwhile. */
  readonly foreignShare: number;
}

/** @param act One turn's work. Whoever throws is out, with what it threw as its failure. */
export async function takeTurns(
  racers: readonly Racer[],
  rounds: number,
  act: (racer: Racer, round: number) => Promise<Pick<Turn, 'images' | 'seconds'>>,
): Promise<Turns> {
  const turns = new Map<Racer, Turn[]>(racers.map((racer) => [racer, []]));
  const ours = (): readonly (number | undefined)[] => racers.map(({ process }) => process.cpuSeconds());
  let idle = 0;
  let wall = 0;
  let busy = 0;
  let known = 0;
  for (let round = 0; round < rounds; round++) {
    for (const racer of orderOfRound(racers, round)) {
      if (racer.failure !== undefined) continue;
      const before = { contenders: ours(), busy: busySeconds(), own: ownSeconds() };
      const begun = performance.now();
      try {
        const { images, seconds } = await act(racer, round);
        const after = ours();
        const used = after.map((time, i) => difference(time, before.contenders[i]));
        const own = used[racers.indexOf(racer)];
        turns.get(racer)?.push({ round, images, seconds, ...(own !== undefined && { cpuSeconds: own }) });
        const all = used.reduce<number>((sum, time) => sum + (time ?? 0), 0);
        idle += all - (own ?? 0);
        known += all + ownSeconds() - before.own;
        busy += busySeconds() - before.busy;
        wall += (performance.now() - begun) / 1000;
      } catch (error) {
        racer.failure = messageOf(error);
      }
    }
  }
  // Where the contenders' own use is not known, nobody else's is.
  const canTell = ours().some((time) => time !== undefined);
  const finished = [...turns].filter(([racer]) => racer.failure === undefined);
  return {
    of: new Map(finished),
    idleShare: wall > 0 ? idle / wall : 0,
    foreignShare: canTell ? foreignShare(busy, known, wall) : 0,
  };
}

const difference = (after: number | undefined, before: number | undefined): number | undefined =>
  after === undefined || before === undefined ? undefined : Math.max(0, after - before);
