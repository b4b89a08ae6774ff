import { multiplyAdds } from '@shadegrad/shaders';
import { expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import type { Work } from './stopwatch.js';
import { isRounded, TimestampStopwatch } from './timestamp-stopwatch.js';

const gpu = await openTestGpu();

async function multiplyAddsWork(rounds: number): Promise<Work> {
  const { device } = gpu;
  const kernel = multiplyAdds({ invocations: 4096, rounds });
  const module = device.createShaderModule({ code: kernel.wgsl });
  const compute = { module, constants: { ...kernel.constants } };
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute });
  const entries = [8, 4 * 4096].map((size, binding) => ({
    binding,
    resource: { buffer: device.createBuffer({ size, usage: 0x80 }) },
  }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return (encoder) => {
    encoder.setPipeline(pipeline);
    encoder.setBindGroup(0, group);
    encoder.dispatchWorkgroups(...kernel.workgroups);
  };
}

test.runIf(gpu.device.features.has('timestamp-query'))(
  "the device's clock goes forward, and no faster than the host's",
  async () => {
    const stopwatch = new TimestampStopwatch(gpu, [
      await multiplyAddsWork(10),
      await multiplyAddsWork(1000),
      await multiplyAddsWork(10),
    ]);
    for (let i = 0; i < 3; i++) {
      const { submitted, finished, spans } = await stopwatch.round();
      const times = spans.flatMap(({ begun, ended }) => [begun, ended]);
      expect(times).toEqual(times.toSorted((a, b) => Number(a - b)));
      const onDevice = Number((times.at(-1) ?? 0n) - (times[0] ?? 0n)) / 1e6;
      expect(onDevice).toBeGreaterThan(0);
      // Clocks of 0.1 ms are as exact as browsers let them be.
      expect(onDevice).toBeLessThanOrEqual(finished - submitted + 0.2);
    }
    stopwatch.destroy();
  },
);

test('a clock that drops low bits is told from one that counts them', () => {
  const exact = [{ begun: 834_783_805_440n, ended: 834_783_942_118n }];
  expect(isRounded(exact)).toBe(false);
  expect(
    isRounded(exact.map(({ begun, ended }) => ({ begun: begun & ~0xffffn, ended: ended & ~0xffffn }))),
  ).toBe(true);
});
