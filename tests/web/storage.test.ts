// Storage that the browser denies, or has no more of: training goes on, and what is kept is not damaged.

import { expect, test } from 'vitest';
import { useTrainingPage } from '../support/training-page.js';

const visitor = useTrainingPage();

test('where the browser keeps nothing, a run goes on without, and its weights can be taken home', async () => {
  const denial = "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };";
  await visitor.context.addInitScript(denial);
  await visitor.beforeWorker(denial);
  await visitor.visit();
  await visitor.chooseTiny();
  await visitor.button('Batch').click();
  await visitor.page.getByText('This browser keeps nothing for this page').first().waitFor();
  await expect.poll(() => visitor.stepsDone()).toBe(1);
  const { bytes } = await visitor.download(() => visitor.button('Weights of this run').click());
  expect(bytes.length).toBeGreaterThan(1000);
});

/** A run of 176 steps that has a checkpoint at its third. */
async function beginLongRun(): Promise<void> {
  await visitor.chooseTiny({ epochs: 8 });
  await visitor.set('Batch size', 512);
  for (let step = 1; step <= 3; step += 1) await visitor.button('Batch').click();
  await expect.poll(() => visitor.stepsDone()).toBe(3);
}

async function expectToGoOnFromWhatIsKept(): Promise<void> {
  await visitor.page.reload();
  await visitor.isReady();
  await visitor.unfold();
  await visitor.rowButton('Go on').click();
  await visitor.correctCount();
  expect(await visitor.stepsDone()).toBe(176);
  const csv = await visitor.download(() => visitor.rowButton('CSV').click());
  const [, ...rows] = new TextDecoder().decode(csv.bytes).trim().split('\n');
  expect(rows.map((row) => Number(row.split(',')[0]))).toEqual(Array.from({ length: 176 }, (_, i) => i + 1));
}

const FULL = /The browser gives this page no more room: the run goes on, but is not kept from here on/;

test('a browser that has no more room in mid-run says so; the run goes on, and what was kept is whole', async () => {
  await beginLongRun();
  await visitor.row().waitFor();
  const { origin } = new URL(visitor.app.url);
  const browser = await visitor.context.newCDPSession(visitor.page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await visitor.button('Resume').click();
  await visitor.page.getByText(FULL).waitFor();
  await visitor.correctCount();
  expect(await visitor.stepsDone()).toBe(176);
  const { bytes } = await visitor.download(() => visitor.button('Weights of this run').click());
  expect(bytes.length).toBeGreaterThan(1000);

  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  await expectToGoOnFromWhatIsKept();
}, 300_000);

/** The disk is full in the middle of a checkpoint: some of its files are there, and one is cut short. */
const FULL_DISK = `{
  const { write } = FileSystemSyncAccessHandle.prototype;
  let room;
  new BroadcastChannel('disk').onmessage = ({ data }) => {
    room = data;
  };
  FileSystemSyncAccessHandle.prototype.write = function (bytes, options) {
    if (room === undefined) return write.call(this, bytes, options);
    const taken = bytes.subarray(0, room);
    room -= taken.length;
    write.call(this, taken, options);
    if (taken.length < bytes.length) throw new DOMException('the disk is full', 'QuotaExceededError');
    return taken.length;
  };
}`;

test('a checkpoint that the disk has no room for is none; the one before is', async () => {
  await visitor.beforeWorker(FULL_DISK);
  await visitor.visit();
  await beginLongRun();
  await visitor.page.evaluate(() => new BroadcastChannel('disk').postMessage(5000));
  await visitor.button('Resume').click();
  await visitor.page.getByText(FULL).waitFor();
  await visitor.correctCount();
  expect(await visitor.stepsDone()).toBe(176);
  await expectToGoOnFromWhatIsKept();
}, 300_000);
