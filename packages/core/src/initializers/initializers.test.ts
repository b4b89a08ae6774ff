import { describe, expect, test } from 'vitest';
import {
  constant,
  fansOf,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  initialize,
  parseInitializer,
  zeros,
} from './index.js';

const draw = { seed: 42, parameterIndex: 0 };

function moments(values: Float32Array): { mean: number; deviation: number; largest: number } {
  let sum = 0;
  let squares = 0;
  let largest = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
    largest = Math.max(largest, Math.abs(value));
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(squares / values.length - mean * mean), largest };
}

describe('fans, as Keras counts them', () => {
  test.each([
    { shape: [], fanIn: 1, fanOut: 1 },
    { shape: [10], fanIn: 10, fanOut: 10 },
    { shape: [9216, 128], fanIn: 9216, fanOut: 128 },
    { shape: [3, 3, 1, 32], fanIn: 9, fanOut: 288 },
    { shape: [5, 3, 7, 11], fanIn: 105, fanOut: 165 },
  ])('$shape has $fanIn inputs and $fanOut outputs', ({ shape, fanIn, fanOut }) => {
    expect(fansOf(shape)).toEqual({ fanIn, fanOut });
  });
});

describe('uniform initializers stay within their limit and spread evenly', () => {
  test.each([
    // √(6 / (9·32 + 9·64)) and √(6 / (9216 + 128)), √(6 / 288), √(6 / 9216)
    { initializer: glorotUniform(), shape: [3, 3, 32, 64], limit: 0.08333333 },
    { initializer: glorotUniform(), shape: [9216, 128], limit: 0.02534015 },
    { initializer: heUniform(), shape: [3, 3, 32, 64], limit: 0.14433757 },
    { initializer: heUniform(), shape: [9216, 128], limit: 0.02551552 },
  ])('$initializer.type of $shape: ±$limit', ({ initializer, shape, limit }) => {
    const values = initialize(initializer, shape, draw);
    const { mean, deviation, largest } = moments(values);
    // Five standard errors of the mean and of the deviation of a uniform variable.
    const error = limit / Math.sqrt(3) / Math.sqrt(values.length);
    expect(largest).toBeLessThanOrEqual(limit * (1 + 1e-6));
    expect(largest).toBeGreaterThan(limit * 0.999);
    expect(Math.abs(mean)).toBeLessThan(5 * error);
    expect(Math.abs(deviation - limit / Math.sqrt(3))).toBeLessThan(5 * error);
  });
});

describe('normal initializers have the deviation that is asked of them after the tails are cut off', () => {
  test.each([
    // √(2 / (288 + 576)), √(2 / 288)
    { initializer: glorotNormal(), shape: [3, 3, 32, 64], deviation: 0.04811252 },
    { initializer: heNormal(), shape: [3, 3, 32, 64], deviation: 0.08333333 },
    { initializer: heNormal(), shape: [1000, 300], deviation: 0.04472136 },
  ])('$initializer.type of $shape: $deviation', ({ initializer, shape, deviation }) => {
    const values = initialize(initializer, shape, draw);
    const measured = moments(values);
    const error = deviation / Math.sqrt(values.length);
    expect(Math.abs(measured.mean)).toBeLessThan(5 * error);
    expect(Math.abs(measured.deviation - deviation)).toBeLessThan(5 * error);
    const cut = 2 / 0.87962566103423978;
    expect(measured.largest).toBeLessThanOrEqual(cut * deviation * (1 + 1e-6));
    expect(measured.largest).toBeGreaterThan(cut * deviation * 0.99);
  });

  test('and the shape of a normal distribution between the cuts', () => {
    const values = initialize(heNormal(), [1000, 300], draw);
    const unit = Math.sqrt(2 / 1000) / 0.87962566103423978;
    const within = (bound: number): number =>
      values.filter((value) => Math.abs(value) < bound * unit).length / values.length;
    // erf(z/√2) / erf(2/√2) for z = ¼, ½, 1, 1½; the standard error is below 0.001.
    expect(Math.abs(within(0.25) - 0.206823)).toBeLessThan(0.004);
    expect(Math.abs(within(0.5) - 0.401179)).toBeLessThan(0.004);
    expect(Math.abs(within(1) - 0.715233)).toBeLessThan(0.004);
    expect(Math.abs(within(1.5) - 0.907686)).toBeLessThan(0.004);
  });
});

test('zeros and constants fill every value', () => {
  expect(initialize(zeros(), [3], draw)).toEqual(new Float32Array(3));
  expect(initialize(constant({ value: 0.1 }), [2, 2], draw)).toEqual(new Float32Array(4).fill(0.1));
});

test('the same seed and parameter make the same values; another seed or parameter does not', () => {
  const shape = [64, 10];
  for (const initializer of [glorotUniform(), heNormal()]) {
    const values = initialize(initializer, shape, draw);
    expect(initialize(initializer, shape, draw)).toEqual(values);
    expect(initialize(initializer, shape, { seed: 43, parameterIndex: 0 })).not.toEqual(values);
    expect(initialize(initializer, shape, { seed: 42, parameterIndex: 1 })).not.toEqual(values);
  }
});

describe('parseInitializer', () => {
  test('takes a name or an object', () => {
    expect(parseInitializer('heNormal')).toEqual({ type: 'heNormal' });
    expect(parseInitializer({ type: 'constant', value: -1 })).toEqual({ type: 'constant', value: -1 });
  });

  test.each([
    [{ type: 'constant', value: 1e39 }, 'initializer: "value" must be a number that fits f32, not 1e+39.'],
    [
      { type: 'constant', value: Number.NaN },
      'initializer: "value" must be a number that fits f32, not NaN.',
    ],
    [{ type: 'constant' }, 'initializer: "value" is missing.'],
    [{ type: 'zeros', value: 1 }, 'initializer: "value" is not a setting of this.'],
    [
      { type: 'xavier' },
      'initializer: "type" must be one of glorotUniform, glorotNormal, heUniform, heNormal, zeros, constant, not "xavier".',
    ],
    [3, 'initializer: must be one of glorotUniform, glorotNormal, heUniform, heNormal, zeros, constant.'],
  ])('refuses %j', (input, message) => {
    expect(() => parseInitializer(input)).toThrow(
      expect.objectContaining({ code: 'SHADEGRAD_SETTINGS_INITIALIZER', message }),
    );
  });
});
