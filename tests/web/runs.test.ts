// Kept runs in a real browser: they survive a reload in the middle, are told apart between tabs, named, compared, forked
// and deleted.

import { expect, test } from 'vitest';
import { useTrainingPage } from '../support/training-page.js';

const visitor = useTrainingPage();

test('a reload in the middle of a run loses nothing: it goes on, and ends with the same bits', async () => {
  // 176 steps, each of which takes a while: the page goes long before the last one.
  const choose = async (): Promise<void> => {
    await visitor.chooseTiny({ epochs: 8 });
    await visitor.set('Batch size', 512);
  };
  await choose();
  await visitor.button('Train').click();
  await visitor.correctCount();
  await visitor.unfold();
  const undisturbed = await visitor.download(() => visitor.rowButton('Weights').click());

  await visitor.visit();
  await choose();
  // By hand first, so that there is a checkpoint somewhere in the middle; then the page goes without a word.
  for (let step = 0; step < 3; step += 1) await visitor.button('Batch').click();
  await expect.poll(() => visitor.stepsDone()).toBe(3);
  await visitor.button('Resume').click();
  await visitor.hasPassed(10);
  await visitor.button('Pause').click();
  await visitor.button('Resume').click();
  await visitor.hasPassed(20);
  await visitor.page.reload();
  await visitor.button('Go on').first().click();
  await visitor.correctCount();
  expect(await visitor.stepsDone()).toBe(176);
  await visitor.unfold();
  const resumed = await visitor.download(() => visitor.rowButton('Weights').click());
  expect(Buffer.from(resumed.bytes).equals(Buffer.from(undisturbed.bytes))).toBe(true);
  expect(resumed.bytes.length).toBeGreaterThan(1000);

  // Each step was kept once.
  const csv = await visitor.download(() => visitor.rowButton('CSV').click());
  const lines = new TextDecoder().decode(csv.bytes).trim().split('\n');
  expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: 176 }, (_, i) => i + 1),
  );
}, 240_000);

test('two tabs are told apart: a run that is open in one is not opened, nor deleted, in the other', async () => {
  await visitor.chooseTiny();
  await visitor.button('Batch').click();
  await visitor.button('Resume').waitFor();
  await visitor.set('Epochs', 90);
  const first = visitor.page;
  await visitor.openTab();
  await visitor.visit();
  await visitor.row().getByText('open in another tab').waitFor();
  await visitor.unfold();
  expect(await visitor.rowButton('Open').isDisabled()).toBe(true);
  expect(await visitor.rowButton('Delete').isDisabled()).toBe(true);
  // Once the other tab is gone, the run is free.
  await first.close();
  await visitor.page.reload();
  await visitor.isReady();
  await visitor.unfold();
  await visitor.rowButton('Go on').click();
  await visitor.hasPassed(1);
});

test('a run is named, compared, forked and deleted', async () => {
  const { page } = visitor;
  await visitor.chooseTiny();
  await visitor.button('Batch').click();
  await visitor.button('Resume').waitFor();
  await visitor.button('Reset').click();
  await visitor.set('Seed', 7);
  await visitor.button('Batch').click();
  await visitor.button('Resume').waitFor();
  await expect.poll(() => page.locator('run-row').count()).toBe(2);

  await visitor.unfold(1);
  await visitor.row(1).getByLabel('Name', { exact: true }).fill('the first');
  await visitor.row(1).getByLabel('Name', { exact: true }).press('Tab');
  await visitor.row(1).locator('.name', { hasText: 'the first' }).waitFor();
  for (const index of [0, 1]) await visitor.row(index).getByRole('checkbox').check();
  const differences = page.locator('run-comparison tbody tr');
  await expect
    .poll(() => differences.allInnerTexts())
    .toContainEqual(expect.stringMatching(/^Seed\s+7\s+42$/));
  expect(await page.locator('metric-chart').first().getByText('the first').count()).toBe(1);
  const picture = await visitor.download(() => page.getByRole('button', { name: 'Loss as SVG' }).click());
  expect(new TextDecoder().decode(picture.bytes)).toContain('the first</text>');
  const png = await visitor.download(() => page.getByRole('button', { name: 'Loss as PNG' }).click());
  expect([...png.bytes.subarray(1, 4)].map((code) => String.fromCharCode(code)).join('')).toBe('PNG');

  await visitor.row(1).getByRole('button', { name: 'Fork' }).click();
  expect(await page.getByRole('spinbutton', { name: 'Seed' }).inputValue()).toBe('42');
  await visitor.row(1).getByRole('button', { name: 'Delete' }).click();
  await visitor.row(1).getByRole('button', { name: 'Delete for good' }).click();
  await expect.poll(() => page.locator('run-row').count()).toBe(1);
  await page.reload();
  await visitor.isReady();
  await expect.poll(() => page.locator('run-row').count()).toBe(1);
});

test('a tuned browser remembers what was fastest', async () => {
  const { page } = visitor;
  await visitor.chooseTiny();
  await visitor.button('Tune').click();
  await page.getByText('This browser remembers it').waitFor({ timeout: 180_000 });
  await page.reload();
  await visitor.isReady();
  await visitor.chooseTiny();
  await visitor.button('Tune').click();
  // Nothing is measured again.
  const again = page.getByText('This browser remembers it');
  await again.waitFor({ timeout: 5_000 });
  expect(await again.isVisible()).toBe(true);
}, 240_000);
