import { stamp, type AdapterDescription, type EventBody, type Profile } from '@shadegrad/core';
import { expect, test } from 'vitest';
import type { FromWorker } from './messages.js';
import { initialState, next, type SessionState } from './session.js';

const adapter: AdapterDescription = {
  name: 'a GPU',
  vendor: '',
  architecture: '',
  driver: '',
  kind: 'hardware',
  origin: 'browser',
  reason: '',
  features: [],
  limits: {},
};
const event = (body: EventBody): FromWorker => ({ type: 'event', event: stamp(body) });
const after = (messages: readonly FromWorker[], from: SessionState = initialState): SessionState =>
  messages.reduce(next, from);

const start = event({
  type: 'run_start',
  examples: 128,
  validationExamples: 0,
  stepsPerEpoch: 2,
  epochs: 3,
  batchSize: 64,
  parameters: 10,
  seed: 0,
  step: 0,
  adapter: 'a GPU',
});
const step = event({ type: 'step', step: 1, epoch: 1, loss: 2.3, accuracy: 0.1, learningRate: 0.01 });

test('a run collects a point for each step of all epochs', () => {
  const state = after([{ type: 'ready', adapter }, { type: 'drawing' }, { type: 'compiling' }, start, step]);
  expect(state).toMatchObject({
    phase: 'training',
    steps: 6,
    points: [{ step: 1, loss: 2.3, accuracy: 0.1 }],
  });
});

test('a second run begins with empty charts on the same adapter', () => {
  const state = after([{ type: 'ready', adapter }, start, step, { type: 'drawing' }]);
  expect(state).toEqual({ ...initialState, phase: 'drawing', adapter });
});

test('a failure says what to do, and the next run clears it', () => {
  const failed = after([
    { type: 'ready', adapter },
    { type: 'failed', message: 'No.', fix: 'Do.' },
  ]);
  expect(failed).toMatchObject({ phase: 'failed', failure: { message: 'No.', fix: 'Do.' } });
  expect(next(failed, { type: 'drawing' })).not.toHaveProperty('failure');
});

const profile: Profile = {
  schema: 1,
  pass: 'training',
  model: 'quick',
  optimizer: 'adam',
  batchSize: 64,
  adapter: 'a GPU',
  method: 'timestamps',
  repetitions: 5,
  roofline: { flopsPerSecond: 1e12, bytesPerSecond: 1e11, method: 'timestamps' },
  dispatches: [],
  kernelSeconds: 0.009,
  stepSeconds: 0.01,
  kernelShare: 0.9,
  imagesPerSecond: 6400,
};

test('a profile is made between runs and outlives the next one', () => {
  const profiling = after([
    { type: 'ready', adapter },
    { type: 'profiling', done: 1, of: 5 },
  ]);
  expect(profiling).toMatchObject({ phase: 'profiling', profiled: 0.2 });
  const profiled = next(profiling, { type: 'profiled', profile });
  expect(profiled).toMatchObject({ phase: 'idle', profile });
  expect(after([{ type: 'drawing' }, start], profiled)).toMatchObject({ phase: 'training', profile });
});
