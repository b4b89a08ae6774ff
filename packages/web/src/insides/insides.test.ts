import { modelToJson, smallCnn, tinyCnn, type Model } from '@shadegrad/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { initialDrawing } from '../drawing/drawing-state.js';
import { PRESETS } from '../network/presets.js';
import { Store } from '../store/store.js';
import { idleRun, type RunState } from '../training/run-state.js';
import { settingsOf } from '../training/settings.js';
import { initialInsides } from './insides-state.js';
import { type Followed, Insides } from './insides.js';
import type { NetworkStatistics } from './network-statistics.js';

/** How long the worker takes for an answer, in ms. */
const LONG = 5000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const training = (model: Model, step: number): RunState => ({
  ...idleRun,
  phase: 'running',
  config: { model: modelToJson(model), settings: settingsOf(PRESETS.tiny) },
  progress: {
    step,
    totalSteps: 100,
    stepsPerEpoch: 100,
    classes: 10,
    epoch: 1,
    epochs: 1,
    loss: 1,
    accuracy: 0,
    learningRate: 0.1,
    imagesPerSecond: 1,
    seconds: 1,
  },
});

/** A page that is looked at, and a worker whose answers take long and tell of the network that trains by then. */
function begin() {
  const store = new Store<Followed>({
    run: idleRun,
    drawing: initialDrawing,
    insides: initialInsides,
    data: { phase: 'loading', what: '', share: undefined },
  });
  const statistics = vi.fn<() => Promise<NetworkStatistics>>(async () => {
    const { config, progress } = store.state.run;
    const layer = config?.model.name ?? 'none';
    await new Promise((resolve) => {
      setTimeout(resolve, LONG);
    });
    const dead = [{ layer, units: 4, dead: [1] }];
    return { step: progress?.step ?? 0, pictures: 64, weights: [], gradients: [], activations: [], dead };
  });
  const none = vi.fn<() => Promise<never>>().mockRejectedValue(new Error('nothing to look at'));
  const insides = new Insides(store, { statistics, inspect: none, pictures: none });
  insides.setWatched(true);
  const recorded = () => store.state.insides.history.map(({ step, dead }) => [step, dead[0]?.layer]);
  return { store, statistics, recorded };
}

test('what was worked out of one network is never told of the next, which is looked at without a pause', async () => {
  const { store, recorded } = begin();
  store.update({ run: training(tinyCnn(), 10) });
  await vi.advanceTimersByTimeAsync(LONG);
  expect(recorded()).toEqual([[10, 'tiny']]);
  // Another look at it is under way when it is replaced.
  store.update({ run: { ...training(tinyCnn(), 11), config: store.state.run.config, phase: 'paused' } });
  await vi.advanceTimersByTimeAsync(LONG / 2);
  store.update({ run: training(smallCnn(), 1) });
  expect(recorded()).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * LONG);
  expect(recorded()).toEqual([[1, 'small']]);
});

test('a run that goes on from a step before forgets what was after it', async () => {
  const { store, recorded } = begin();
  const run = training(tinyCnn(), 10);
  const at = (step: number): RunState => ({
    ...run,
    phase: 'paused',
    ...(run.progress && { progress: { ...run.progress, step } }),
  });
  for (const step of [10, 20, 30]) {
    store.update({ run: at(step) });
    await vi.advanceTimersByTimeAsync(2 * LONG);
  }
  store.update({ run: at(20) });
  await vi.advanceTimersByTimeAsync(2 * LONG);
  expect(recorded()).toEqual([
    [10, 'tiny'],
    [20, 'tiny'],
  ]);
});
