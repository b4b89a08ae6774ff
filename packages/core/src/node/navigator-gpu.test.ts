// What a library for browsers does with navigator.gpu, on a real adapter.
import { expect, test } from 'vitest';
import { requestGpu } from '../index.js';
import { navigatorGpu } from './index.js';

test('a library that looks for navigator.gpu gets the adapter of that name, each time anew', async () => {
  const gpu = await navigatorGpu({ adapter: 'swiftshader' });
  expect(gpu.adapter.name).toMatch(/swiftshader/i);
  for (let time = 0; time < 2; time++) {
    const opened = await requestGpu(gpu);
    expect(opened.adapter.name).toMatch(/swiftshader/i);
    opened.close();
  }
});

test('an adapter that does not exist is refused before anybody asks for it', async () => {
  await expect(navigatorGpu({ adapter: 'no such adapter' })).rejects.toMatchObject({
    code: 'SHADEGRAD_ADAPTER_UNKNOWN',
  });
});
