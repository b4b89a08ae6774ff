// The page and Node compute the same: the classic network, on one software adapter in both, learns from the same pictures in
// the same steps.

import { createTrainer, parseRunConfig, type StepDone } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import { syntheticDigits } from '@shadegrad/data';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { useTrainingPage } from '../support/training-page.js';

const STEPS = 20;
/** Relative: rounding may differ where a compiler orders operations in another way. */
const TOLERANCE = 1e-5;

const visitor = useTrainingPage();

test(`${STEPS} steps in the browser and in Node have the same losses`, async () => {
  await visitor.choosePreset('Classic Keras');
  await visitor.set('Batch size', 16);
  await visitor.button('Train').click();
  await visitor.hasPassed(STEPS);
  await visitor.button('Pause').click();
  await visitor.button('Resume').waitFor();
  await visitor.unfold();
  const csv = await visitor.download(() => visitor.rowButton('CSV').click());
  const [head = '', ...rows] = new TextDecoder().decode(csv.bytes).trim().split('\n');
  const lossAt = head.split(',').indexOf('loss');
  const inPage = rows.slice(0, STEPS).map((row) => Number(row.split(',')[lossAt]));

  const folder = await visitor.download(() => visitor.rowButton('Run folder').click());
  const files = Object.entries(unzipSync(folder.bytes));
  const [, json] = files.find(([name]) => name.endsWith('/config.json')) ?? [];
  const inNode = await trainInNode(new TextDecoder().decode(json));

  expect(inPage).toHaveLength(STEPS);
  expect(inPage.map((loss, i) => Math.abs(loss / (inNode[i] ?? Number.NaN) - 1) < TOLERANCE)).toEqual(
    inPage.map(() => true),
  );
  // They are losses of a network that learns, and not one number again and again.
  expect(new Set(inPage).size).toBe(STEPS);
}, 600_000);

/** The losses of the same run, with the page's own config.json. */
async function trainInNode(json: string): Promise<number[]> {
  const config = parseRunConfig(json, 'config.json');
  const { trainingLimit: train, testLimit } = config.data;
  const digits = syntheticDigits({ ...(train && { train }), ...(testLimit && { test: testLimit }) });
  const gpu = await openGpu({ adapter: 'swiftshader' });
  const trainer = await createTrainer(gpu, config);
  try {
    const steps: StepDone[] = [];
    await trainer.fit(digits.train, {
      epochs: config.epochs,
      steps: STEPS,
      validationSplit: config.validationSplit,
      logEvery: 1,
      onEvent: (event) => void (event.type === 'step' && steps.push(event)),
    });
    return steps.map(({ loss }) => loss);
  } finally {
    trainer.destroy();
    gpu.close();
  }
}
