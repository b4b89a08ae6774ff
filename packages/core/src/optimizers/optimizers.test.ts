// Each optimizer's kernel on a real adapter against float64 arithmetic over 50 steps, with gradients of many sizes and
// a learning rate that changes from step to step.

import { readResults } from '@shadegrad/shaders';
import { describe, expect, test } from 'vitest';
import { openTestGpu } from '../../../../tests/support/gpu.js';
import { misses, runKernel } from '@shadegrad/shaders/check';
import {
  draw,
  emptyResults,
  gradientAt,
  LENGTH,
  optimizers,
  PARAMETERS,
  updatedParameters,
} from '../check/optimizer-cases.js';
import {
  adadelta,
  adam,
  biasCorrection,
  optimizerSlots,
  parseOptimizer,
  sgd,
  updateKernel,
} from './index.js';

const { device } = await openTestGpu();

describe.each(optimizers)('%j', (optimizer) => {
  test('agrees with float64 and leaves the padding zero', async () => {
    const { parameters, slots, expected } = await updatedParameters(device, optimizer);
    const tolerance = { absolute: 1e-7, relative: 1e-5 };
    expect(misses(parameters, expected, tolerance)).toEqual([]);
    const moved = expected.map((weight, i) => (i < PARAMETERS ? Math.abs(weight - draw(1000, i)) : 0));
    expect(Math.max(...moved)).toBeGreaterThan(1e-3);
    const padding = new Float32Array(LENGTH - PARAMETERS);
    expect(parameters.slice(PARAMETERS)).toEqual(padding);
    for (let slot = 0; slot < optimizerSlots(optimizer).length; slot++) {
      expect(slots.slice(slot * LENGTH + PARAMETERS, (slot + 1) * LENGTH)).toEqual(padding);
    }
  });
});

describe.each(optimizers)('the watchdog of %j', (optimizer) => {
  const slotCount = optimizerSlots(optimizer).length;

  async function watched(plant: (arrays: { parameters: Float32Array; gradients: Float32Array }) => void) {
    const arrays = {
      parameters: Float32Array.from({ length: LENGTH }, (_, i) => draw(1000, i)),
      gradients: Float32Array.from({ length: LENGTH }, (_, i) => gradientAt(3, i)),
      slots: new Float32Array(slotCount * LENGTH),
      results: emptyResults(),
    };
    plant(arrays);
    const step = { learningRate: optimizer.learningRate, biasCorrection: 1 };
    await runKernel<string>(device, updateKernel(optimizer, LENGTH), arrays, step);
    return readResults(arrays.results.buffer, 1)[0]?.notFinite;
  }

  test('lets what is finite pass', async () => {
    expect(
      await watched(({ parameters, gradients }) => {
        parameters[5] = 3e38;
        gradients[6] = 1e18;
        gradients[7] = 1e-44;
      }),
    ).toBeUndefined();
  });

  test.each([NaN, -NaN, Infinity, -Infinity])(
    'finds the first weight and gradient that are %d',
    async (value) => {
      const found = await watched(({ parameters, gradients }) => {
        parameters.fill(value, 201, 203);
        parameters[66] = value;
        gradients[271] = value;
        gradients[35] = value;
      });
      expect(found).toEqual({ losses: 0, weight: 64, gradient: 32, update: 32 });
    },
  );

  test('finds what the update makes infinite of finite numbers', async () => {
    const found = await watched(({ gradients }) => (gradients[130] = -3e38));
    // Plain descent stands it; all others square it or add to it.
    const isPlain = optimizer.type === 'sgd';
    expect(found).toEqual(isPlain ? undefined : { losses: 0, update: 128 });
  });
});

test('a length that is no multiple of four is refused', () => {
  expect(() => updateKernel(adam(), 301)).toThrow(RangeError);
  expect(() => updateKernel(sgd(), 0)).toThrow(RangeError);
});

test("Adam's bias correction makes up for means that start at zero", () => {
  expect(biasCorrection(adam(), 0)).toBeCloseTo(Math.sqrt(0.001) / 0.1, 12);
  expect(biasCorrection(adam(), 1)).toBeCloseTo(Math.sqrt(1 - 0.999 ** 2) / (1 - 0.9 ** 2), 12);
  expect(biasCorrection(adam(), 1_000_000)).toBe(1);
  expect(biasCorrection(adadelta(), 0)).toBe(1);
});

test('a global norm is an option of all, and must be above 0', () => {
  const types = ['sgd', 'adam', 'adamw', 'rmsprop', 'adadelta'];
  for (const type of types) expect(parseOptimizer({ type, globalClipnorm: 2 }).globalClipnorm).toBe(2);
  expect(() => sgd({ globalClipnorm: 0 })).toThrow('"globalClipnorm" must be a number above 0, not 0');
});

describe('parseOptimizer', () => {
  test("fills in Keras' defaults, but a learning rate of 1 for Adadelta", () => {
    expect(parseOptimizer('sgd')).toEqual({
      type: 'sgd',
      learningRate: 0.01,
      momentum: 0,
      nesterov: false,
    });
    expect(parseOptimizer('adam')).toEqual({
      type: 'adam',
      learningRate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
    });
    expect(parseOptimizer({ type: 'adamw' })).toMatchObject({ learningRate: 0.001, weightDecay: 0.004 });
    expect(parseOptimizer('rmsprop')).toEqual({
      type: 'rmsprop',
      learningRate: 0.001,
      rho: 0.9,
      momentum: 0,
      epsilon: 1e-7,
      centered: false,
    });
    expect(parseOptimizer('adadelta')).toEqual({
      type: 'adadelta',
      learningRate: 1,
      rho: 0.95,
      epsilon: 1e-7,
    });
  });

  test.each([
    [
      { type: 'adam', learningRate: Number.NaN },
      'optimizer: "learningRate" must be a finite number of at least 0, not NaN.',
    ],
    [
      { type: 'sgd', learningRate: -0.1 },
      'optimizer: "learningRate" must be a finite number of at least 0, not -0.1.',
    ],
    [{ type: 'adam', beta2: 1 }, 'optimizer: "beta2" must be a number from 0 to below 1, not 1.'],
    [{ type: 'adam', epsilon: 0 }, 'optimizer: "epsilon" must be a number of at least 1e-37, not 0.'],
    [{ type: 'sgd', nesterov: 1 }, 'optimizer: "nesterov" must be true or false, not 1.'],
    [{ type: 'adam', lr: 0.1 }, 'optimizer: "lr" is not a setting of this.'],
    [{ type: 'lion' }, 'optimizer: "type" must be one of sgd, adam, adamw, rmsprop, adadelta, not "lion".'],
  ])('refuses %j', (input, message) => {
    expect(() => parseOptimizer(input)).toThrow(
      expect.objectContaining({ code: 'SHADEGRAD_SETTINGS_OPTIMIZER', message }),
    );
  });
});
