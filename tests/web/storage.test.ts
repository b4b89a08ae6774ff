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
