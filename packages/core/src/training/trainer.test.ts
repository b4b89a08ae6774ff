import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { categoricalCrossentropy, sparseCategoricalCrossentropy } from '../losses/index.js';
import { sequential } from '../model/index.js';
import { adam, sgd } from '../optimizers/index.js';
import { exampleSetBuffers } from '../runtime/example-set.js';
import { brightThirds, tiny } from '../testing/networks.js';
import {
  createTrainer,
  type RunEvent,
  sliceDataset,
  type Trainer,
  type TrainerOptions,
  type TrainerState,
} from './index.js';

const gpu = await openTestGpu();
const made: Trainer[] = [];

async function newTrainer(options: Partial<TrainerOptions> = {}): Promise<Trainer> {
  const optimizer = adam({ learningRate: 0.01 });
  const trainer = await createTrainer(gpu, { model: tiny(), optimizer, batchSize: 16, seed: 7, ...options });
  made.push(trainer);
  return trainer;
}

afterEach(() => {
  for (const trainer of made.splice(0)) trainer.destroy();
});

/** Bytes of the buffers and textures, and names of the buffers, that `task` makes on the device. */
async function allocations<Result>(task: () => Promise<Result>): Promise<{ bytes: number; names: string[] }> {
  const { device } = gpu;
  const original = device.createBuffer.bind(device);
  const originalTexture = device.createTexture.bind(device);
  let bytes = 0;
  const names: string[] = [];
  device.createBuffer = (descriptor) => {
    bytes += descriptor.size;
    names.push(descriptor.label ?? '');
    return original(descriptor);
  };
  device.createTexture = (descriptor) => {
    const texture = originalTexture(descriptor);
    bytes += 16 * texture.width * texture.height;
    return texture;
  };
  try {
    await task();
  } finally {
    device.createBuffer = original;
    device.createTexture = originalTexture;
  }
  return { bytes, names };
}

describe('fit', () => {
  test('learns, and evaluation, prediction and labels agree with each other', async () => {
    const trainer = await newTrainer();
    const data = brightThirds(240);
    const { reason, history } = await trainer.fit(data, { epochs: 8 });
    expect(reason).toBe('completed');
    expect(history).toHaveLength(8);

    const { evaluation, outcomes } = await trainer.evaluate(data);
    expect(evaluation.accuracy).toBeGreaterThan(0.95);
    expect(evaluation.count).toBe(240);
    const probabilities = await trainer.predict(data.images);
    const right = outcomes.filter(({ index, truth, predicted, confidence }) => {
      const row = probabilities.subarray(3 * index, 3 * index + 3);
      expect(row[predicted]).toBeCloseTo(confidence, 5);
      expect(Math.max(...row)).toBe(row[predicted]);
      expect(truth).toBe(data.labels[index]);
      return truth === predicted;
    });
    expect(right).toHaveLength(evaluation.correct);
  });

  test('counts a ragged last batch right', async () => {
    // 21 examples in batches of 16: without learning, an epoch's mean is that of an evaluation.
    const trainer = await newTrainer({ optimizer: sgd({ learningRate: 0 }), model: withoutDropout() });
    const data = brightThirds(21);
    const { history } = await trainer.fit(data, { epochs: 1 });
    const { evaluation } = await trainer.evaluate(data);
    expect(trainer.step).toBe(2);
    expect(history[0]?.loss).toBeCloseTo(evaluation.loss, 6);
    expect(history[0]?.accuracy).toBeCloseTo(evaluation.accuracy, 10);
  });

  test('tells its events in order, with each step on request', async () => {
    const trainer = await newTrainer();
    const events: RunEvent[] = [];
    await trainer.fit(brightThirds(40), {
      epochs: 2,
      validationSplit: 0.2,
      logEvery: 1,
      onEvent: (event) => {
        if (event.type !== 'progress') events.push(event);
      },
    });
    expect(events.map(({ type }) => type)).toEqual([
      'run_start',
      'step',
      'step',
      'epoch_end',
      'step',
      'step',
      'epoch_end',
      'run_end',
    ]);
    expect(events[0]).toMatchObject({
      schema: 1,
      examples: 32,
      validationExamples: 8,
      stepsPerEpoch: 2,
      seed: 7,
    });
    expect(events[3]).toMatchObject({ epoch: 1, step: 2, validationLoss: expect.any(Number) });
    expect(events[7]).toMatchObject({ reason: 'completed', epoch: 2, step: 4 });
  });

  test('keeps the last examples for validation, as Keras does', async () => {
    const data = brightThirds(40);
    const split = await newTrainer();
    const { history } = await split.fit(data, { epochs: 1, validationSplit: 0.25 });
    const given = await newTrainer();
    const validationData = sliceDataset(data, 30, 40);
    const other = await given.fit(sliceDataset(data, 0, 30), { epochs: 1, validationData });
    expect(history[0]?.validationLoss).toBe(other.history[0]?.validationLoss);
  });

  test('goes on where a fit before it ended', async () => {
    const once = await newTrainer();
    await once.fit(brightThirds(48), { epochs: 3 });
    const twice = await newTrainer();
    await twice.fit(brightThirds(48), { epochs: 1 });
    await twice.fit(brightThirds(48), { epochs: 3 });
    expect(await twice.weights()).toEqual(await once.weights());
  });

  test('leads to the same bits when the driver was warmed up before it', async () => {
    const data = brightThirds(40);
    const [cold, warm] = [await newTrainer(), await newTrainer()];
    await warm.warmUp(data);
    expect(warm.step).toBe(0);
    await cold.fit(data, { epochs: 2 });
    await warm.fit(data, { epochs: 2 });
    expect(await warm.state()).toEqual(await cold.state());
  });

  test('ends with a finished step when it is aborted, and goes on from there', async () => {
    const undisturbed = await newTrainer();
    await undisturbed.fit(brightThirds(160), { epochs: 2 });
    const trainer = await newTrainer();
    const stop = new AbortController();
    const onEvent = ({ type }: RunEvent): void => {
      if (type === 'step') stop.abort();
    };
    const options = { epochs: 2, logEvery: 3 };
    const { reason } = await trainer.fit(brightThirds(160), { ...options, onEvent, signal: stop.signal });
    expect(reason).toBe('interrupted');
    expect(trainer.step).toBeGreaterThanOrEqual(3);
    expect(trainer.step).toBeLessThan(20);
    await trainer.fit(brightThirds(160), options);
    expect(await trainer.weights()).toEqual(await undisturbed.weights());
  });

  test('takes as many steps as it is asked for, and goes on to the same bits', async () => {
    const data = brightThirds(80);
    const options = { epochs: 2, validationSplit: 0.2, logEvery: 1 };
    const undisturbed = await newTrainer();
    await undisturbed.fit(data, options);
    const trainer = await newTrainer();
    const stands: [number, string, number][] = [];
    for (const steps of [1, 2, 1, 3, 5]) {
      const { reason, history } = await trainer.fit(data, { ...options, steps });
      stands.push([trainer.step, reason, history.length]);
    }
    // Four steps are an epoch.
    expect(stands).toEqual([
      [1, 'interrupted', 0],
      [3, 'interrupted', 0],
      [4, 'interrupted', 1],
      [7, 'interrupted', 0],
      [8, 'completed', 1],
    ]);
    expect(await trainer.state()).toEqual(await undisturbed.state());
  });

  test('changes the learning rate in mid-run, and a trainer made with the changes repeats it', async () => {
    const data = brightThirds(160);
    const events: RunEvent[] = [];
    const trainer = await newTrainer();
    await trainer.fit(data, {
      epochs: 2,
      logEvery: 1,
      onEvent(event) {
        events.push(event);
        if (event.type === 'step' && event.step === 4) trainer.setLearningRate(0.001);
      },
    });
    const [change] = trainer.learningRates;
    expect(change).toMatchObject({ learningRate: 0.001 });
    expect(change?.step).toBeGreaterThanOrEqual(4);
    expect(events.filter(({ type }) => type === 'learning_rate')).toMatchObject([change ?? {}]);
    const rates = events.flatMap((event) => (event.type === 'step' ? [event.learningRate] : []));
    expect(rates).toEqual(rates.map((_, step) => (step < (change?.step ?? 0) ? 0.01 : 0.001)));

    const repeated = await newTrainer({ learningRates: trainer.learningRates });
    await repeated.fit(data, { epochs: 2 });
    expect(await repeated.state()).toEqual(await trainer.state());
    const resumed = await newTrainer();
    await resumed.fit(data, { epochs: 2, steps: 3 });
    resumed.setLearningRate(0.001);
    const other = await newTrainer();
    other.restore(await resumed.state());
    await resumed.fit(data, { epochs: 2 });
    await other.fit(data, { epochs: 2 });
    expect(other.learningRates).toEqual([{ step: 3, learningRate: 0.001 }]);
    expect(await other.weights()).toEqual(await resumed.weights());
  });

  test('answers between its steps, and the run ends in the same bits', async () => {
    const data = brightThirds(160);
    const undisturbed = await newTrainer();
    await undisturbed.fit(data, { epochs: 2, validationSplit: 0.2 });
    const trainer = await newTrainer();
    const answers: Promise<readonly [step: number, unknown]>[] = [];
    const atStep = async (answer: Promise<unknown>) => [trainer.step, await answer] as const;
    let saved: Promise<TrainerState> | undefined;
    await trainer.fit(data, {
      epochs: 2,
      validationSplit: 0.2,
      logEvery: 2,
      onEvent({ type }) {
        if (type !== 'step' || answers.length > 0) return;
        saved = trainer.state();
        answers.push(
          atStep(trainer.predict(data.images)),
          atStep(trainer.evaluate(data)),
          atStep(
            trainer.profile({
              repetitions: 1,
              roofline: { flopsPerSecond: 1, bytesPerSecond: 1, method: 'repetition' },
            }),
          ),
        );
      },
      // Would wait for ever if the run did not let it in.
      onEpochEnd: async () => void (await trainer.state()),
    });
    const [predicted, evaluated] = await Promise.all(answers);
    expect(trainer.step).toBe(16);
    for (const [step] of await Promise.all(answers)) expect(step).toBeLessThan(8);
    expect(predicted?.[1]).toHaveLength(480);
    expect(evaluated?.[1]).toMatchObject({ evaluation: { count: 160 } });
    expect(await trainer.state()).toEqual(await undisturbed.state());

    const other = await newTrainer();
    if (saved === undefined) throw new Error('no step was told of');
    other.restore(await saved);
    expect(other.step).toBeGreaterThanOrEqual(2);
    expect(other.step).toBeLessThan(8);
    await other.fit(data, { epochs: 2, validationSplit: 0.2 });
    expect(await other.weights()).toEqual(await undisturbed.weights());
  });

  test('stops early and puts the best weights back', async () => {
    const trainer = await newTrainer({ optimizer: sgd({ learningRate: 0 }) });
    const earlyStopping = { monitor: 'validationLoss', patience: 2, restoreBestWeights: true } as const;
    const before = await trainer.weights();
    const { reason, history } = await trainer.fit(brightThirds(40), {
      epochs: 9,
      validationSplit: 0.2,
      earlyStopping,
    });
    expect(reason).toBe('stopped');
    expect(history).toHaveLength(3);
    expect(await trainer.weights()).toEqual(before);
  });

  test('says where the loss broke', async () => {
    const trainer = await newTrainer({ optimizer: sgd({ learningRate: 1e30 }) });
    const events: RunEvent[] = [];
    const run = trainer.fit(brightThirds(64), { epochs: 3, onEvent: (event) => events.push(event) });
    await expect(run).rejects.toMatchObject({ code: 'SHADEGRAD_DIVERGED' });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['error', 'run_end']);
    expect(trainer.step).toBeLessThan(5);
  });
});

describe('losses', () => {
  test('one-hot labels and class numbers make the same gradients', async () => {
    const data = brightThirds(32);
    const oneHot = new Float32Array(96);
    data.labels.forEach((label, i) => (oneHot[3 * i + label] = 1));
    const sparse = await newTrainer({ loss: sparseCategoricalCrossentropy({ labelSmoothing: 0.1 }) });
    await sparse.fit(data, { epochs: 2 });
    const categorical = await newTrainer({ loss: categoricalCrossentropy({ labelSmoothing: 0.1 }) });
    await categorical.fit({ ...data, labels: oneHot }, { epochs: 2 });
    const expected = await sparse.weights();
    for (const [name, { data: actual }] of await categorical.weights()) {
      const wanted = expected.get(name)?.data;
      actual.forEach((value, i) => expect(value).toBeCloseTo(wanted?.[i] ?? NaN, 5));
    }
  });

  test('sparse cross-entropy refuses distributions', async () => {
    const trainer = await newTrainer();
    const run = trainer.fit({ ...brightThirds(3), labels: new Float32Array(9) }, { epochs: 1 });
    await expect(run).rejects.toMatchObject({ code: 'SHADEGRAD_DATASET' });
  });
});

describe('memory', () => {
  test('a trainer allocates what its plan says, a fit its examples, a step nothing', async () => {
    const { bytes } = await allocations(() => newTrainer());
    const [trainer] = made;
    expect(bytes).toBe(trainer?.plan.bytes);

    const fit = await allocations(async () => trainer?.fit(brightThirds(80), { epochs: 4 }));
    const examples = exampleSetBuffers(80, 64, 3, sparseCategoricalCrossentropy());
    expect(fit.names).toEqual(examples.map(({ name }) => name));
    expect(fit.bytes).toBe(examples.reduce((sum, buffer) => sum + buffer.bytes, 0));
  });

  test('the memory of the process stays flat over 200 steps', async () => {
    const trainer = await newTrainer();
    const data = brightThirds(160);
    const growth: number[] = [];
    for (let epochs = 20; epochs <= 80; epochs += 20) {
      const before = await settledMemory();
      await trainer.fit(data, { epochs });
      growth.push((await settledMemory()) - before);
    }
    // Heaps breathe, but a step that leaked its activations would grow by 200 · 40 KiB in every round.
    expect(Math.min(...growth)).toBeLessThan(2 * 2 ** 20);
  });
});

/** Resident bytes once garbage is collected; Dawn frees what a JavaScript object held a little later. */
async function settledMemory(): Promise<number> {
  setFlagsFromString('--expose-gc');
  for (let i = 0; i < 3; i++) {
    runInNewContext('gc')();
    await gpu.device.queue.onSubmittedWorkDone();
  }
  return process.memoryUsage().rss;
}

describe('bad input is refused before anything is computed', () => {
  test.each([
    ['pictures of another shape', { shape: [4, 4, 4] }],
    ['too few classes', { classes: ['one', 'two'] }],
    ['a label that is no class', { labels: new Uint8Array(3).fill(255) }],
    ['fewer labels than pictures', { labels: new Uint8Array(2) }],
    ['no examples', { images: new Uint8Array(0), labels: new Uint8Array(0) }],
    ['half a picture', { images: new Uint8Array(100) }],
  ])('%s', async (_, change) => {
    const trainer = await newTrainer();
    const run = trainer.fit({ ...brightThirds(3), ...change }, { epochs: 1 });
    await expect(run).rejects.toMatchObject({ code: 'SHADEGRAD_DATASET', fix: expect.any(String) });
  });

  test.each([
    ['no epochs', { epochs: 0 }],
    ['a split of everything', { epochs: 1, validationSplit: 1 }],
    ['a split that leaves nothing', { epochs: 1, validationSplit: 0.95 }],
    ['logging every 0 steps', { epochs: 1, logEvery: 0 }],
    ['no steps', { epochs: 1, steps: 0 }],
  ])('%s', async (_, options) => {
    const trainer = await newTrainer();
    await expect(trainer.fit(brightThirds(9), options)).rejects.toMatchObject({ code: 'SHADEGRAD_SETTINGS' });
  });

  const most = gpu.device.limits.maxStorageBufferBindingSize;
  test.skipIf(most > 2 ** 28)('more pictures than the adapter binds at once', async () => {
    const trainer = await newTrainer();
    const count = most / 64 + 1;
    const data = { ...brightThirds(3), images: new Uint8Array(64 * count), labels: new Uint8Array(count) };
    await expect(trainer.fit(data, { epochs: 1 })).rejects.toMatchObject({ code: 'SHADEGRAD_LIMIT' });
  });

  test('weights of another network, half a picture, a seed or a learning rate that is none, two fits at once', async () => {
    const trainer = await newTrainer();
    const [first, ...rest] = await trainer.weights();
    expect(first?.[0]).toBe('conv2d/kernel');
    expect(() => trainer.setWeights(new Map(rest))).toThrow('"conv2d/kernel"');
    expect(() => trainer.predict(new Uint8Array(63))).toThrow('63 values');
    await expect(newTrainer({ seed: -1 })).rejects.toMatchObject({ code: 'SHADEGRAD_SETTINGS' });
    expect(() => trainer.setLearningRate(-1)).toThrow('learning rate is -1');
    const running = trainer.fit(brightThirds(32), { epochs: 1 });
    const second = trainer.fit(brightThirds(32), { epochs: 1 });
    await expect(second).rejects.toMatchObject({ code: 'SHADEGRAD_BUSY' });
    await running;
  });
});

function withoutDropout() {
  const model = tiny();
  const { inputShape, layers } = model;
  return sequential({
    inputShape,
    layers: layers.map(({ settings }) => settings).filter(({ type }) => type !== 'dropout'),
  });
}
