import { afterEach, describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { adam } from '../optimizers/index.js';
import { brightThirds, tiny } from '../testing/networks.js';
import { createTrainer, type Trainer } from '../training/index.js';
import type { Roofline } from './index.js';

const gpu = await openTestGpu();
const roofline: Roofline = { flopsPerSecond: 1e11, bytesPerSecond: 1e10, method: 'timestamps' };
const made: Trainer[] = [];

async function newTrainer(): Promise<Trainer> {
  const trainer = await createTrainer(gpu, { model: tiny(), optimizer: adam(), batchSize: 16, seed: 7 });
  made.push(trainer);
  return trainer;
}

afterEach(() => {
  for (const trainer of made.splice(0)) trainer.destroy();
});

describe('a profile', () => {
  test.each(['training', 'evaluation', 'prediction'] as const)(
    'of %s has each dispatch of the plan, in order, with its cost',
    async (pass) => {
      const trainer = await newTrainer();
      const profile = await trainer.profile({ pass, repetitions: 2, roofline });
      expect(profile).toMatchObject({ pass, batchSize: 16, model: 'tiny', repetitions: 2, roofline });
      const planned = trainer.plan.passes[pass].map(({ label, kernel: { name, flops, bytes } }) => ({
        label,
        kernel: name,
        flops,
        bytes,
      }));
      expect(profile.dispatches).toMatchObject(planned);
    },
  );

  test('has sums and shares that agree with its parts', async () => {
    const profile = await (await newTrainer()).profile({ repetitions: 3, roofline });
    const { dispatches, kernelSeconds, stepSeconds } = profile;
    for (const { seconds, share, flops, flopsPerSecond } of dispatches) {
      expect(seconds).toBeGreaterThan(0);
      expect(share).toBeCloseTo(seconds / stepSeconds, 12);
      expect(flopsPerSecond * seconds).toBeCloseTo(flops, 3);
    }
    expect(kernelSeconds).toBeCloseTo(
      dispatches.reduce((sum, { seconds }) => sum + seconds, 0),
      12,
    );
    expect(profile.kernelShare).toBeCloseTo(kernelSeconds / stepSeconds, 12);
    expect(profile.imagesPerSecond).toBeCloseTo(16 / stepSeconds, 6);
  });

  test('is plain data', async () => {
    const profile = await (await newTrainer()).profile({ repetitions: 1, roofline });
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  });

  test('leaves the trainer as it was, and training goes on with the same bits', async () => {
    const [profiled, other] = [await newTrainer(), await newTrainer()];
    const data = brightThirds(40);
    for (const trainer of [profiled, other]) await trainer.fit(data, { epochs: 1 });
    const before = await profiled.state();
    await profiled.profile({ pass: 'training', repetitions: 2, roofline });
    await profiled.profile({ pass: 'prediction', repetitions: 1, roofline });
    expect(await profiled.state()).toEqual(before);
    for (const trainer of [profiled, other]) await trainer.fit(data, { epochs: 2 });
    expect(await profiled.state()).toEqual(await other.state());
  });

  test('can be had without timestamps', async () => {
    const trainer = await newTrainer();
    const profile = await trainer.profile({
      pass: 'prediction',
      method: 'repetition',
      repetitions: 1,
      roofline,
    });
    expect(profile.method).toBe('repetition');
    expect(profile.dispatches.map(({ label }) => label)).toEqual(
      trainer.plan.passes.prediction.map(({ label }) => label),
    );
  });

  test('tells how far it is', async () => {
    const heard: [number, number][] = [];
    const onProgress = (done: number, of: number) => heard.push([done, of]);
    await (await newTrainer()).profile({ repetitions: 3, roofline, onProgress });
    expect(heard).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test.each([0, 1.5, NaN])('of %d repetitions is refused', async (repetitions) => {
    const trainer = await newTrainer();
    expect(() => trainer.profile({ repetitions })).toThrow(
      expect.objectContaining({ code: 'SHADEGRAD_SETTINGS' }),
    );
  });
});
