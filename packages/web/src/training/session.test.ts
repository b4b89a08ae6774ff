import { stamp, type AdapterDescription, type EventBody } from '@shadegrad/core';
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
