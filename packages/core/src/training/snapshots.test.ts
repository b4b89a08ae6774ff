import { afterEach, describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { adam, type Optimizer, sgd } from '../optimizers/index.js';
import { brightThirds, tiny } from '../testing/networks.js';
import { createTrainer, type RunEvent, type Trainer, type TrainerState } from './index.js';

const gpu = await openTestGpu();
const made: Trainer[] = [];
const DATA = brightThirds(16 * 12);
const STEPS_PER_EPOCH = 12;

async function newTrainer(optimizer: Optimizer = adam({ learningRate: 0.01 })): Promise<Trainer> {
  const trainer = await createTrainer(gpu, { model: tiny(), optimizer, batchSize: 16, seed: 7 });
  made.push(trainer);
  return trainer;
}

afterEach(() => {
  for (const trainer of made.splice(0)) trainer.destroy();
});

/** The states after steps for which `isDue` holds, and the state in the end. */
async function trainWithSnapshots(isDue: (step: number) => boolean) {
  const trainer = await newTrainer();
  const states: TrainerState[] = [];
  const take = (state: TrainerState): void => void states.push(state);
  await trainer.fit(DATA, { epochs: 2, snapshots: { isDue, take } });
  return { states, end: await trainer.state() };
}

describe('a snapshot', () => {
  test('is the state after its step, from which a run goes on to the same bits', async () => {
    const undisturbed = await newTrainer();
    await undisturbed.fit(DATA, { epochs: 2 });
    const expected = await undisturbed.state();
    const { states, end } = await trainWithSnapshots((step) => step % 5 === 0);
    expect(end).toEqual(expected);
    // Steps so small are many in flight while a snapshot is: some that were due pass by.
    expect(states.length).toBeGreaterThanOrEqual(2);
    for (const state of states) {
      const { step, stepInEpoch, count } = state.progress;
      expect(step % 5).toBe(0);
      expect(stepInEpoch).toBe(step % STEPS_PER_EPOCH);
      expect(count).toBe(16 * stepInEpoch);
      const resumed = await newTrainer();
      resumed.restore(state);
      await resumed.fit(DATA, { epochs: 2 });
      expect(await resumed.state()).toEqual(expected);
    }
  });

  test('is not asked for where an epoch ends, since that has an event of its own', async () => {
    const asked: number[] = [];
    await trainWithSnapshots((step) => asked.push(step) < 0);
    const all = Array.from({ length: 2 * STEPS_PER_EPOCH }, (_, i) => i + 1);
    expect(asked).toEqual(all.filter((step) => step % STEPS_PER_EPOCH !== 0));
  });

  test('is dealt with while steps go on, one at a time', async () => {
    const trainer = await newTrainer();
    const taken: number[] = [];
    let release: (() => void) | undefined;
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'step' && event.step === STEPS_PER_EPOCH + 4) release?.();
    };
    await trainer.fit(DATA, {
      epochs: 30,
      logEvery: 1,
      onEvent,
      snapshots: {
        isDue: () => true,
        take: ({ progress }) => {
          taken.push(progress.step);
          return taken.length > 1 ? undefined : new Promise((resolve) => (release = resolve));
        },
      },
    });
    expect(taken[0]).toBe(1);
    expect(taken[1]).toBeGreaterThan(STEPS_PER_EPOCH + 4);
  });

  test('of an optimizer without slots is the weights alone', async () => {
    const trainer = await newTrainer(sgd());
    const states: TrainerState[] = [];
    const snapshots = { isDue: (step: number) => step === 3, take: (s: TrainerState) => void states.push(s) };
    await trainer.fit(DATA, { epochs: 1, snapshots });
    expect(states.map(({ optimizer }) => optimizer.size)).toEqual([0]);
  });

  test('that cannot be kept ends the run with its error', async () => {
    const trainer = await newTrainer();
    const full = new Error('the disk is full');
    const snapshots = { isDue: (step: number) => step === 2, take: () => Promise.reject(full) };
    await expect(trainer.fit(DATA, { epochs: 50, snapshots })).rejects.toBe(full);
    expect(trainer.step).toBeLessThan(50 * STEPS_PER_EPOCH);
  });
});
