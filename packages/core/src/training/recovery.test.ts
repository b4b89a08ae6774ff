// Devices that go away, and numbers that break, in the middle of training.

import { afterEach, describe, expect, test } from 'vitest';
import { openGpu } from '../node/index.js';
import { adam, sgd } from '../optimizers/index.js';
import { cosineSchedule } from '../schedules/index.js';
import type { Gpu } from '../runtime/gpu.js';
import { threefry2x32, uniformFromBits } from '../random/index.js';
import { captureBuffers } from '../testing/capture-buffers.js';
import { brightThirds, deepLinear, tiny } from '../testing/networks.js';
import { createTrainer, type RunEvent, type Trainer, type TrainerOptions } from './index.js';

const adapter = process.env['SHADEGRAD_TEST_ADAPTER'];
const reopen = (): Promise<Gpu> => openGpu(adapter ? { adapter } : {});
const reopenBroken = async (): Promise<Gpu> => {
  const gpu = await reopen();
  gpu.device.destroy();
  return gpu;
};
const reopenSmaller = async (): Promise<Gpu> => {
  const gpu = await reopen();
  return { ...gpu, adapter: { ...gpu.adapter, memory: 1000 } };
};
const made: Trainer[] = [];
/** 25 steps an epoch, the last one not full. */
const DATA = brightThirds(440);
const STEPS_PER_EPOCH = 25;
const EPOCHS = 12;

async function newTrainer(options: Partial<TrainerOptions> = {}, gpu?: Gpu): Promise<Trainer> {
  const optimizer = adam({ learningRate: 0.01 });
  const settings = { model: tiny(), optimizer, schedule: cosineSchedule(), batchSize: 16, seed: 7 };
  const trainer = await createTrainer(gpu ?? (await reopen()), { ...settings, ...options });
  made.push(trainer);
  return trainer;
}

afterEach(() => {
  for (const trainer of made.splice(0)) {
    trainer.destroy();
    trainer.gpu.close();
  }
});

const ofType = <Type extends RunEvent['type']>(events: readonly RunEvent[], type: Type) =>
  events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);

const FIT = { epochs: EPOCHS, logEvery: 1, validationSplit: 0.1 } as const;
const withoutTimes = (events: readonly RunEvent[]) =>
  events
    .filter(({ type }) => type === 'step' || type === 'epoch_end')
    .map((event) => ({ ...event, time: '', seconds: 0, imagesPerSecond: 0 }));

/** After how many steps each device in turn is destroyed. */
function randomLifetimes(count: number): number[] {
  const words = new Uint32Array(2);
  return Array.from({ length: count }, (_, i) => {
    threefry2x32(count, 0, 0, i, words);
    return 1 + Math.floor(uniformFromBits(words[0] ?? 0) * 12);
  });
}

async function undisturbed() {
  const trainer = await newTrainer();
  const events: RunEvent[] = [];
  const { history } = await trainer.fit(DATA, { ...FIT, onEvent: (event) => events.push(event) });
  return { events, history, state: await trainer.state() };
}

/** Milliseconds; every device compiles anew. */
const COMPILING = 300_000;

describe('a device that is destroyed', { timeout: COMPILING }, () => {
  test.each([
    { times: 20, keepEvery: 0, what: 'with a state of every few steps' },
    { times: 6, keepEvery: 1e9, what: 'from the very beginning' },
  ])('at $times random steps of a run costs no bit of it, $what', async ({ times, keepEvery }) => {
    const expected = await undisturbed();
    const trainer = await newTrainer({ recovery: { reopen, keepEvery, backOff: 1 } });
    const lifetimes = randomLifetimes(times);
    let destroyed: Gpu | undefined;
    let fatal = lifetimes.shift();
    const events: RunEvent[] = [];
    const { history } = await trainer.fit(DATA, {
      ...FIT,
      onEvent: (event) => {
        events.push(event);
        if (event.type !== 'step' || fatal === undefined || event.step < fatal) return;
        // Results come several at once; what comes after the one that was fatal is of the same device.
        if (trainer.gpu === destroyed) return;
        destroyed = trainer.gpu;
        destroyed.device.destroy();
        const lifetime = lifetimes.shift();
        fatal = lifetime && event.step + lifetime;
      },
    });
    expect(await trainer.state()).toEqual(expected.state);
    expect(ofType(events, 'device_lost')).toHaveLength(times);
    expect(ofType(events, 'device_restored')).toHaveLength(times);
    expect(withoutTimes(events)).toEqual(withoutTimes(expected.events));
    expect(history.map(({ loss }) => loss)).toEqual(expected.history.map(({ loss }) => loss));
    expect(ofType(events, 'run_start')).toHaveLength(1);
  });

  test('while a network is validated, evaluated, asked or at rest is replaced as well', async () => {
    const { state } = await undisturbed();
    const trainer = await newTrainer({ recovery: { reopen, keepEvery: 0, backOff: 1 } });
    await trainer.fit(DATA, {
      ...FIT,
      onEpochEnd: ({ epoch }) => {
        if (epoch % 5 === 0) trainer.gpu.device.destroy();
      },
    });
    expect(await trainer.state()).toEqual(state);
    const before = await trainer.evaluate(DATA);
    const destroyed = trainer.gpu;
    const evaluated = trainer.evaluate(DATA, { onProgress: () => destroyed.device.destroy() });
    expect((await evaluated).evaluation).toEqual(before.evaluation);
    expect(trainer.gpu).not.toBe(destroyed);
    const probabilities = await trainer.predict(DATA.images);
    trainer.gpu.device.destroy();
    expect(await trainer.predict(DATA.images)).toEqual(probabilities);
    trainer.gpu.device.destroy();
    await trainer.fit(DATA, { ...FIT, epochs: EPOCHS + 1 });
    expect(trainer.step).toBe((EPOCHS + 1) * STEPS_PER_EPOCH);
  });

  test('is opened again after several attempts, and given up after so many', async () => {
    let refusals = 2;
    const attempts: number[] = [];
    const recovery = {
      backOff: 1,
      attempts: 3,
      reopen: () => (refusals-- > 0 ? Promise.reject(new Error('no GPU just now')) : reopen()),
    };
    const trainer = await newTrainer({ recovery });
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'step' && (event.step === 5 || event.step === 30)) trainer.gpu.device.destroy();
      if (event.type === 'device_restored') {
        attempts.push(event.attempt);
        refusals = 3;
      }
    };
    await expect(trainer.fit(DATA, { ...FIT, onEvent })).rejects.toMatchObject({
      code: 'SHADEGRAD_DEVICE_LOST',
      message: expect.stringContaining('no GPU just now'),
    });
    expect(attempts).toEqual([3]);
    expect(trainer.keptState?.progress.step).toBeLessThan(30);
  });

  test('is not replaced by one that the network does not fit on', async () => {
    const trainer = await newTrainer({ recovery: { reopen: reopenSmaller, backOff: 1, attempts: 2 } });
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'step' && event.step === 9) trainer.gpu.device.destroy();
    };
    await expect(trainer.fit(DATA, { ...FIT, onEvent })).rejects.toMatchObject({
      code: 'SHADEGRAD_DEVICE_LOST',
      message: expect.stringContaining('the adapter has at most 1,000'),
    });
  });

  test('without recovery ends the run with an error', async () => {
    const trainer = await newTrainer();
    const onEvent = ({ type }: RunEvent): void => {
      if (type === 'step') trainer.gpu.device.destroy();
    };
    await expect(trainer.fit(DATA, { ...FIT, onEvent })).rejects.toMatchObject({
      code: 'SHADEGRAD_DEVICE_LOST',
    });
  });

  test('again and again, without a step in between, is given up', async () => {
    const trainer = await newTrainer({ recovery: { reopen: reopenBroken, backOff: 1 } });
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'step' && event.step === 9) trainer.gpu.device.destroy();
    };
    await expect(trainer.fit(DATA, { ...FIT, onEvent })).rejects.toMatchObject({
      code: 'SHADEGRAD_DEVICE_LOST',
      message: expect.stringContaining('without a step in between'),
    });
  });
});

describe('rollback', { timeout: COMPILING }, () => {
  test('a weight that breaks costs the steps since the last good state, and half the learning rate', async () => {
    const gpu = await reopen();
    const buffers = captureBuffers(gpu.device);
    const trainer = await newTrainer({}, gpu);
    const events: RunEvent[] = [];
    let undone: RunEvent['type'] | undefined;
    let returnedTo: number | undefined;
    const { reason, history } = await trainer.fit(DATA, {
      ...FIT,
      onNan: 'rollback',
      onRollback: async ({ progress }) => {
        await trainer.gpu.device.queue.onSubmittedWorkDone();
        undone = events.at(-1)?.type;
        returnedTo = progress.step;
      },
      onEvent: (event) => {
        events.push(event);
        if (event.type === 'step' && event.step === 20 && ofType(events, 'rollback').length === 0) {
          const kernel = trainer.model.parameters.find(({ name }) => name === 'dense/kernel');
          buffers.write('parameters', 4 * (kernel?.offset ?? NaN) + 40, NaN);
        }
      },
    });
    expect(reason).toBe('completed');
    expect(history).toHaveLength(EPOCHS);
    expect(ofType(events, 'diverged')).toMatchObject([{ what: 'weight', parameter: 'dense/kernel' }]);
    const [rollback] = ofType(events, 'rollback');
    expect(rollback).toMatchObject({ from: ofType(events, 'diverged')[0]?.step, learningRate: 0.005 });
    // Nothing is told, and no step is taken, before what was kept of later steps is taken back.
    expect(undone).toBe('diverged');
    expect(returnedTo).toBe(rollback?.step);
    expect(trainer.learningRates).toMatchObject([{ learningRate: 0.005 }]);
    expect((await trainer.evaluate(DATA)).evaluation.accuracy).toBeGreaterThan(0.9);
  });

  test('a learning rate of 1e6 is halved until the network learns', async () => {
    const optimizer = sgd({ learningRate: 1e6 });
    const trainer = await newTrainer({ optimizer, model: deepLinear() });
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent): void => void events.push(event);
    const { reason } = await trainer.fit(DATA, {
      ...FIT,
      epochs: 3,
      onNan: 'rollback',
      maxRollbacks: 40,
      onEvent,
    });
    expect(reason).toBe('completed');
    const rates = ofType(events, 'rollback').map(({ learningRate }) => learningRate);
    expect(rates).toEqual(rates.map((_, i) => 1e6 / 2 ** (i + 1)));
    expect((await trainer.evaluate(DATA)).evaluation.accuracy).toBeGreaterThan(0.5);
  });

  test('is given up after as many times as were asked for', async () => {
    const trainer = await newTrainer({ optimizer: sgd({ learningRate: 1e6 }), model: deepLinear() });
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent): void => void events.push(event);
    const run = trainer.fit(DATA, { ...FIT, onNan: 'rollback', maxRollbacks: 3, onEvent });
    await expect(run).rejects.toMatchObject({
      code: 'SHADEGRAD_DIVERGED',
      message: expect.stringContaining('after 3 rollbacks'),
    });
    expect(ofType(events, 'rollback')).toHaveLength(3);
  });
});
