// Training and evaluation in turns. How much work makes a turn is found first, for each contender by itself, so that a
// slow one takes as long as a fast one and the machine's mood meets all alike.

import type { Log } from '../surroundings.js';
import type { Racer } from './racer.js';
import { takeTurns, type Turns } from './turns.js';

export interface Pace {
  readonly rounds: number;
  /** Aim of one turn. */
  readonly seconds: number;
}

/** Trains in turns after a turn that does not count. */
export async function timeTraining(racers: readonly Racer[], pace: Pace, log: Log): Promise<Turns> {
  const steps = new Map<Racer, number>();
  // Two steps tell roughly how fast it is; a whole turn lets clocks, caches and pacing settle.
  await takeTurns(racers, 1, async (racer) => {
    const rough = await racer.train(2);
    const few = turnLength(rough.seconds / 2, pace.seconds);
    const settled = few > 2 ? await racer.train(few) : rough;
    steps.set(racer, turnLength(settled.seconds / Math.max(few, 2), pace.seconds));
    return settled;
  });
  return takeTurns(racers, pace.rounds, async (racer, round) => {
    const turn = await racer.train(steps.get(racer) ?? 1);
    tell(log, 'training', racer, round, pace, turn);
    return turn;
  });
}

export interface EvaluationTurns extends Turns {
  /** Accuracy on the images that the contender had time for. */
  readonly accuracy: ReadonlyMap<Racer, { readonly share: number | null; readonly images: number }>;
}

/** Evaluates in turns, as many test images as fit a turn. */
export async function timeEvaluation(
  racers: readonly Racer[],
  pace: Pace,
  testImages: number,
  log: Log,
): Promise<EvaluationTurns> {
  const images = new Map<Racer, number>();
  const accuracy = new Map<Racer, { share: number | null; images: number }>();
  await takeTurns(racers, 1, async (racer) => {
    const { batchSize } = racer.settings;
    await racer.evaluate(batchSize);
    const timed = await racer.evaluate(2 * batchSize);
    const batches = turnLength(timed.seconds / 2, pace.seconds);
    images.set(racer, Math.min(testImages, batches * batchSize));
    return timed;
  });
  const turns = await takeTurns(racers, pace.rounds, async (racer, round) => {
    const turn = await racer.evaluate(images.get(racer) ?? racer.settings.batchSize);
    accuracy.set(racer, { share: turn.accuracy, images: turn.images });
    tell(log, 'evaluation', racer, round, pace, turn);
    return turn;
  });
  return { ...turns, accuracy };
}

/** How many pieces of work, each of so many seconds, make a turn. */
const turnLength = (each: number, turn: number): number => Math.max(1, Math.round(turn / each));

function tell(
  log: Log,
  what: string,
  { contender }: Racer,
  round: number,
  { rounds }: Pace,
  { images, seconds }: { readonly images: number; readonly seconds: number },
): void {
  log(
    `${what}, round ${round + 1}/${rounds}: ${contender.title} ${(images / seconds).toFixed(1)} images/s (${seconds.toFixed(1)} s)`,
  );
}
