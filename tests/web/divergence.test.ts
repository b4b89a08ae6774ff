// Runs whose numbers break: they end by themselves, say where, and go on from their last good state; or go back to it
// without being asked.

import { expect, test } from 'vitest';
import { useTrainingPage } from '../support/training-page.js';

const visitor = useTrainingPage();

async function chooseSgd(): Promise<void> {
  await visitor.choosePreset('Small');
  await visitor.page.getByLabel('Optimizer').selectOption({ label: 'SGD' });
  await visitor.set('Batch size', 16);
}

async function keptSteps(): Promise<number[]> {
  const csv = await visitor.download(() => visitor.rowButton('CSV').click());
  const [, ...rows] = new TextDecoder().decode(csv.bytes).trim().split('\n');
  return rows.map((row) => Number(row.split(',')[0]));
}

test('a learning rate of 1e6 ends the run in words, and it goes on from its last good state', async () => {
  const { page } = visitor;
  await chooseSgd();
  await visitor.set('Learning rate', 0.01);
  for (let step = 1; step <= 3; step += 1) await visitor.button('Batch').click();
  await expect.poll(() => visitor.stepsDone()).toBe(3);
  await visitor.set('Learning rate', 1e6);
  await visitor.button('Resume').click();
  const notice = page.locator('training-panel').getByRole('alert');
  await notice.filter({ hasText: 'SHADEGRAD_DIVERGED' }).waitFor();
  expect(await notice.innerText()).toMatch(
    /(gradient|update|weight) of "[\w/]+".* at step \d+ \(epoch 1, learning rate \d+(\.\d+)?\)/,
  );
  expect(await notice.innerText()).toContain('smaller learning rate');

  await visitor.button('Go on from the last good state, at a smaller learning rate').click();
  await visitor.hasPassed(10);
  expect(await notice.count()).toBe(0);
  expect(await page.getByRole('spinbutton', { name: 'Learning rate' }).inputValue()).toBe('0.01');
  await visitor.button('Pause').click();
  await visitor.button('Resume').waitFor();
  await visitor.unfold();
  const steps = await keptSteps();
  expect(steps.length).toBeGreaterThan(10);
  // Each step is kept once, those that broke not at all.
  expect(steps).toEqual(steps.map((_, i) => i + 1));
  expect(await visitor.figure('Loss')).toMatch(/^[0-4]\.\d+$/);
}, 240_000);

test('a learning rate that leaves the network dead breaks no number, so the page tells what to make of it', async () => {
  const { page } = visitor;
  await visitor.chooseTiny();
  await visitor.set('Learning rate', 1e6);
  await visitor.button('Train').click();
  await page.getByText('So far the network only guesses').waitFor();
  await visitor.correctCount();
  expect(await visitor.figure('Loss')).toMatch(/^(2\.[3-9]|[3-9]|\d\d)/);
}, 240_000);

/** Breaks a weight while the run is under way, once, as an unlucky batch could. */
const BREAKER = `{
  const SUBMIT = 20;
  let parameters;
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    if (descriptor.label === 'parameters') parameters ??= { queue: this.queue, buffer };
    return buffer;
  };
  let submits = 0;
  const { submit } = GPUQueue.prototype;
  GPUQueue.prototype.submit = function (...commands) {
    submit.apply(this, commands);
    submits += 1;
    if (submits === SUBMIT) parameters?.queue.writeBuffer(parameters.buffer, 0, new Float32Array([NaN]));
  };
}`;

test('a run that may go back does so by itself, and each of its steps is kept once', async () => {
  const { page } = visitor;
  await visitor.beforeWorker(BREAKER);
  await visitor.visit();
  await visitor.chooseTiny();
  await page.getByLabel('If it diverges').selectOption({ label: 'Go back' });
  await visitor.button('Train').click();
  await visitor.correctCount();
  const told = await page.getByText(/The run went back to step/).innerText();
  expect(told).toMatch(
    /^A weight of "conv2d\/kernel" was NaN or infinite at step \d+\. The run went back to step \d+ and goes on with half the learning rate, 0\.005\.$/,
  );
  expect(await visitor.stepsDone()).toBe(169);
  await visitor.unfold();
  expect(await keptSteps()).toEqual(Array.from({ length: 169 }, (_, i) => i + 1));
}, 240_000);
