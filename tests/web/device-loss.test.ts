// A GPU that goes away again and again while the page trains, as with a driver that crashes.

import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { jsonLines } from '../support/cli.js';
import { useTrainingPage } from '../support/training-page.js';

const LOSSES = 20;
/**
 * With batches of this size steps take so long that few of them are under way when a device goes: also where a step of few
 * pictures would take no time, it can go twenty times before the run is over.
 */
const BATCH_SIZE = 512;
const EPOCHS = 16;

const visitor = useTrainingPage();

/**
 * Destroys each device of the training worker at one of the first submits that follow a step which the run had never
 * reached before; which step and which submit, a seeded generator says. So no device is lost without progress, of which
 * recovery allows three in a row, and the choice is not a matter of time.
 */
const DESTROYER = `{
  let [left, seed] = [${LOSSES}, 20261128];
  const below = (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const devices = new WeakMap();
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    const device = await requestDevice.apply(this, options);
    devices.set(device.queue, device);
    return device;
  };
  let fatalStep = 1 + below(3);
  let submitsLeft;
  const { submit } = GPUQueue.prototype;
  GPUQueue.prototype.submit = function (...commands) {
    submit.apply(this, commands);
    if (submitsLeft === undefined) return;
    submitsLeft -= 1;
    if (submitsLeft > 0) return;
    submitsLeft = undefined;
    left -= 1;
    fatalStep = Infinity;
    devices.get(this)?.destroy();
  };
  const { postMessage } = self;
  self.postMessage = function (message, ...options) {
    if (message?.type === 'metrics' && left > 0) {
      for (const event of message.events) {
        if (event.type === 'device_lost') fatalStep = event.step + 1 + below(3);
      }
      const reached = message.rows.at(-6) ?? 0;
      if (reached >= fatalStep) submitsLeft ??= 1 + below(4);
    }
    return postMessage.call(self, message, ...options);
  };
}`;

async function begin(): Promise<void> {
  await visitor.chooseTiny({ epochs: EPOCHS });
  await visitor.set('Batch size', BATCH_SIZE);
  await visitor.button('Train').click();
}

/** The weights in the end, and what was told on the way. */
async function outcome() {
  await visitor.correctCount(300_000);
  await visitor.unfold();
  const weights = await visitor.download(() => visitor.rowButton('Weights').click());
  const folder = await visitor.download(() => visitor.rowButton('Run folder').click());
  const files = Object.entries(unzipSync(folder.bytes));
  const [, metrics] = files.find(([name]) => name.endsWith('metrics.jsonl')) ?? [];
  return {
    weights: Buffer.from(weights.bytes).toString('base64'),
    events: jsonLines<{ type: string; step: number }>(new TextDecoder().decode(metrics)),
  };
}

let undisturbed: Awaited<ReturnType<typeof outcome>> | undefined;

async function expectTheSameBits({ weights, events }: Awaited<ReturnType<typeof outcome>>): Promise<void> {
  if (undisturbed === undefined) {
    await visitor.end();
    await visitor.begin();
    await begin();
    undisturbed = await outcome();
  }
  expect(weights).toBe(undisturbed.weights);
  // Each step was told of once, with the same numbers.
  const steps = (told: typeof events) =>
    told.filter(({ type }) => type === 'step').map((event) => ({ ...event, time: '' }));
  expect(steps(events)).toEqual(steps(undisturbed.events));
}

test(`a device that is lost ${LOSSES} times in a run costs no bit of it`, async () => {
  await visitor.beforeWorker(DESTROYER);
  await visitor.visit();
  await begin();
  const disturbed = await outcome();
  await visitor.page.getByText(`The GPU was lost ${LOSSES} times, last at step`).waitFor();
  const count = (type: string) => disturbed.events.filter((event) => event.type === type).length;
  expect([count('device_lost'), count('device_restored')]).toEqual([LOSSES, LOSSES]);
  await expectTheSameBits(disturbed);
}, 900_000);

test('a crash of the browser’s GPU process is told of, and costs no bit of the run', async () => {
  await begin();
  await visitor.hasPassed(20);
  const browser = await visitor.context.browser()?.newBrowserCDPSession();
  await browser?.send('Browser.crashGpuProcess');
  const disturbed = await outcome();
  await visitor.page.getByText(/The GPU was lost at step \d+; the run went on from step \d+/).waitFor();
  expect(disturbed.events.map(({ type }) => type)).toContain('device_restored');
  await expectTheSameBits(disturbed);
}, 900_000);
