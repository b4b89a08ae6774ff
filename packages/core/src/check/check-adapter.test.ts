// The check of an adapter, on a device whose driver has a bug: an exponential that is a little off in one kernel.

import { expect, test } from 'vitest';
import { openGpu } from '../node/index.js';
import { checkAdapter } from './index.js';

const adapter = process.env['SHADEGRAD_TEST_ADAPTER'];

test('finds the one kernel that is wrong, and nothing else', { timeout: 600_000 }, async () => {
  const gpu = await openGpu(adapter ? { adapter } : {});
  const { device } = gpu;
  const createShaderModule = device.createShaderModule.bind(device);
  device.createShaderModule = (descriptor) =>
    createShaderModule(
      descriptor.label?.startsWith('softmax-cross-entropy')
        ? {
            ...descriptor,
            code: descriptor.code.replace('p * judged.targets', '1.00001 * p * judged.targets'),
          }
        : descriptor,
    );
  const subjects = new Set<string>();
  const results = await checkAdapter(gpu, { onProgress: (_done, _of, subject) => subjects.add(subject) });
  gpu.close();
  expect(results.map(({ subject }) => subject)).toEqual([...subjects]);
  const wrong = results.filter(({ fault }) => fault !== undefined);
  // The gradients of whole models hang on it.
  const modelGradients = results.filter(({ subject }) => subject.startsWith('gradients: '));
  expect(modelGradients).toHaveLength(3);
  expect(wrong.filter((result) => !modelGradients.includes(result))).toMatchObject([
    { subject: 'softmax cross-entropy', fault: expect.stringContaining('gradient: element') },
  ]);
  expect(wrong.every(({ share }) => share > 1)).toBe(true);
  const right = results.filter((result) => !wrong.includes(result));
  expect(right.every(({ share, error }) => share <= 1 && error < 1e-5)).toBe(true);
});

test('is ended by a signal', async () => {
  const gpu = await openGpu(adapter ? { adapter } : {});
  const stop = new AbortController();
  const run = checkAdapter(gpu, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(run).rejects.toBe(stop.signal.reason);
  gpu.close();
});
