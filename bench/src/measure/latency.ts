// How long one image takes by itself, in turns.

import type { Log } from '../surroundings.js';
import type { Racer } from './racer.js';
import { takeTurns } from './turns.js';

/** The first ones compile kernels for a batch of one. */
const WARM_UP = 3;

/** Milliseconds of each image, turn by turn, of contenders that finished. */
export async function timeLatency(
  racers: readonly Racer[],
  { rounds, times }: { readonly rounds: number; readonly times: number },
  log: Log,
): Promise<ReadonlyMap<Racer, readonly (readonly number[])[]>> {
  const latencies = new Map<Racer, number[][]>(racers.map((racer) => [racer, []]));
  const { of } = await takeTurns(racers, rounds, async (racer, round) => {
    const { result, seconds } = await racer.process.request('predict', { times: times + WARM_UP });
    latencies.get(racer)?.push(result.milliseconds.slice(WARM_UP));
    log(`single images, round ${round + 1}/${rounds}: ${racer.contender.title}`);
    return { images: times, seconds };
  });
  return new Map([...latencies].filter(([racer]) => of.has(racer)));
}
