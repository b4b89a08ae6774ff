import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { adam } from '../optimizers/index.js';
import type { Roofline } from '../profile/index.js';
import { chromeTraceFaults } from '../testing/check-chrome-trace.js';
import { brightThirds, tiny } from '../testing/networks.js';
import { createTrainer } from '../training/index.js';
import { type CompleteEvent, Trace } from './index.js';

const gpu = await openTestGpu();
const hasClock = gpu.device.features.has('timestamp-query');
const settings = { model: tiny(), optimizer: adam(), batchSize: 16, seed: 7 };

const spansOf = (trace: Trace, category: CompleteEvent['cat']): readonly CompleteEvent[] =>
  trace
    .toChrome()
    .traceEvents.filter((event) => event.ph === 'X')
    .filter(({ cat }) => cat === category);

test('a traced run has all that the host does, and is a trace as the format wants it', async () => {
  const trace = new Trace({ steps: 3 });
  const trainer = await createTrainer(gpu, { ...settings, trace });
  await trainer.fit(brightThirds(100), { epochs: 2, validationSplit: 0.2 });
  await trainer.evaluate(brightThirds(20));
  trainer.destroy();

  expect(chromeTraceFaults(JSON.stringify(trace.toChrome()))).toEqual([]);
  const names = spansOf(trace, 'host').map(({ name }) => name);
  const times = (wanted: string): number => names.filter((name) => name === wanted).length;
  expect(new Set(names)).toEqual(
    new Set(['plan', 'compile', 'upload', 'epoch', 'submit', 'wait', 'validation', 'evaluation']),
  );
  expect([times('epoch'), times('validation'), times('upload')]).toEqual([2, 2, 3]);
  expect(times('submit')).toBe(times('wait'));
});

test.runIf(hasClock)('the dispatches of the first steps stand on a track of their own', async () => {
  const trace = new Trace({ steps: 3 });
  const trainer = await createTrainer(gpu, { ...settings, trace });
  await trainer.fit(brightThirds(100), { epochs: 1 });
  trainer.destroy();

  const labels = trainer.plan.passes.training.map(({ label }) => label);
  const dispatches = spansOf(trace, 'gpu');
  expect(dispatches.map(({ name, args }) => [name, args?.['step']])).toEqual(
    [1, 2, 3].flatMap((step) => labels.map((label) => [label, step])),
  );
  const [epoch] = spansOf(trace, 'host').filter(({ name }) => name === 'epoch');
  const last = dispatches.at(-1);
  expect(dispatches[0]?.ts).toBeGreaterThanOrEqual(epoch?.ts ?? NaN);
  expect((last?.ts ?? NaN) + (last?.dur ?? NaN)).toBeLessThanOrEqual(
    (epoch?.ts ?? NaN) + (epoch?.dur ?? NaN),
  );
});

test('tracing changes no bit', async () => {
  const states = [];
  for (const trace of [undefined, new Trace({ steps: 5 })]) {
    const trainer = await createTrainer(gpu, { ...settings, ...(trace && { trace }) });
    await trainer.fit(brightThirds(100), { epochs: 2 });
    states.push(await trainer.state());
    trainer.destroy();
  }
  expect(states[1]).toEqual(states[0]);
});

test.runIf(hasClock)('a traced profile shows the dispatches that were timed', async () => {
  const trace = new Trace({ steps: 0 });
  const trainer = await createTrainer(gpu, { ...settings, trace });
  const roofline: Roofline = { flopsPerSecond: 1e11, bytesPerSecond: 1e10, method: 'timestamps' };
  await trainer.profile({ pass: 'evaluation', repetitions: 2, roofline });
  trainer.destroy();
  expect(chromeTraceFaults(JSON.stringify(trace.toChrome()))).toEqual([]);
  const labels = trainer.plan.passes.evaluation.map(({ label }) => label);
  expect(spansOf(trace, 'gpu').map(({ name }) => name)).toEqual([...labels, ...labels]);
});

const faults = (...traceEvents: readonly object[]) => chromeTraceFaults(JSON.stringify({ traceEvents }));

test('a checker of traces finds what is wrong', () => {
  const span = { ph: 'X', name: 'a', cat: 'host', ts: 0, dur: 10, pid: 1, tid: 1 };
  expect(faults(span, { ...span, ts: 2, dur: 8 })).toEqual([]);
  expect(faults({ ...span, dur: -1 })).toEqual(['event 0 has no dur']);
  expect(faults({ ...span, ph: 'Q' })).toEqual(['event 0 has the phase Q']);
  expect(faults(span, { ...span, ts: 5 })).toEqual(['a at 5 begins in a and ends after it']);
});
