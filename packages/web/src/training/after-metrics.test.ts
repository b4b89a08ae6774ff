import { expect, test } from 'vitest';
import type { MetricsFrame, OtherEvent } from '../worker/messages.js';
import { afterMetrics } from './after-metrics.js';
import { idleRun, secondsLeft } from './run-state.js';

const stamp = { schema: 1, time: '2026-11-25T00:00:00.000Z' } as const;
const runStart: OtherEvent = {
  ...stamp,
  type: 'run_start',
  examples: 100,
  validationExamples: 20,
  stepsPerEpoch: 10,
  epochs: 3,
  batchSize: 10,
  parameters: 99,
  classes: 10,
  seed: 1,
  step: 0,
  adapter: 'test',
};
const frame = (rows: number[], events: readonly OtherEvent[] = [], seconds = 1): MetricsFrame => ({
  type: 'metrics',
  rows: Float64Array.from(rows),
  events,
  imagesPerSecond: 50,
  seconds,
});

test('the last row of a frame is where the run stands', () => {
  const run = afterMetrics(
    idleRun,
    frame([1, 1, 0.1, 2.3, 0.1, 0.01, 2, 1, 0.2, 1.9, 0.3, 0.01], [runStart]),
  );
  expect(run.progress).toEqual({
    step: 2,
    totalSteps: 30,
    stepsPerEpoch: 10,
    classes: 10,
    epoch: 1,
    epochs: 3,
    loss: 1.9,
    accuracy: 0.3,
    learningRate: 0.01,
    imagesPerSecond: 50,
    seconds: 1,
  });
  expect(secondsLeft(run)).toBe(14);
});

test('a frame without steps keeps the figures and takes in what happened', () => {
  const before = afterMetrics(idleRun, frame([10, 1, 0.1, 2.3, 0.1, 0.01], [runStart]));
  const epochEnd = {
    ...stamp,
    type: 'epoch_end',
    epoch: 1,
    step: 10,
    loss: 2,
    accuracy: 0.2,
    seconds: 1,
  } as const;
  const change = { ...stamp, type: 'learning_rate', step: 10, learningRate: 0.001 } as const;
  const run = afterMetrics(before, frame([], [{ ...epochEnd, imagesPerSecond: 100 }, change], 2));
  expect(run.progress).toEqual({ ...before.progress, seconds: 2 });
  expect(run.epochs.map(({ epoch }) => epoch)).toEqual([1]);
  expect(run.learningRates).toEqual([{ step: 10, learningRate: 0.001 }]);
});

test('lost devices are told of, and counted, to the end of the run', () => {
  const lost = afterMetrics(
    idleRun,
    frame([], [{ ...stamp, type: 'device_lost', step: 7, epoch: 0, reason: 'unplugged' }]),
  );
  expect(lost.lostDevice).toEqual({ times: 1, step: 7 });
  const restored = { ...stamp, type: 'device_restored', step: 5, adapter: 'test', attempt: 1 } as const;
  const back = afterMetrics(lost, frame([], [restored]));
  expect(back.lostDevice).toEqual({ times: 1, step: 7, wentOnFrom: 5 });
  const epochEnd = { ...stamp, type: 'epoch_end', epoch: 1, step: 10, loss: 2, accuracy: 0.2 } as const;
  const over = afterMetrics(back, frame([], [{ ...epochEnd, seconds: 1, imagesPerSecond: 100 }]));
  expect(over.lostDevice).toEqual(back.lostDevice);
  const again = { ...stamp, type: 'device_lost', step: 12, epoch: 1, reason: 'unplugged' } as const;
  expect(afterMetrics(over, frame([], [again])).lostDevice).toEqual({ times: 2, step: 12 });
});
