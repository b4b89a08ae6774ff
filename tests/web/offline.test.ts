// The page without what it usually has: without a network, and without WebGPU.

import { expect, test } from 'vitest';
import { useTrainingPage } from '../support/training-page.js';

const visitor = useTrainingPage({ serviceWorkers: 'allow' });

test('after the first visit the page opens without a network', async () => {
  await visitor.page.evaluate(() => navigator.serviceWorker.ready);
  await visitor.context.setOffline(true);
  await visitor.page.reload();
  await visitor.isReady();
  await visitor.chooseTiny();
  await visitor.button('Batch').click();
  await expect.poll(() => visitor.stepsDone()).toBe(1);
});

test('without WebGPU the page says what is missing, and plays a recorded run', async () => {
  const { page, app } = visitor;
  await visitor.context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined });
  });
  await page.goto(app.url);
  await page.getByText('navigator.gpu is missing: this Chrome has no WebGPU').waitFor();
  const player = page.locator('run-player');
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  await player.getByLabel('Time in the run').fill('1000');
  await player.getByText('Test accuracy').waitFor();
  expect(await player.locator('epoch-table tbody tr').count()).toBe(2);
});
