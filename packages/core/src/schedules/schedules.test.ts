import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  constantSchedule,
  cosineSchedule,
  learningRateAt,
  oneCycleSchedule,
  parseSchedule,
  stepSchedule,
  warmUpSchedule,
} from './index.js';

// What PyTorch 1.13 sets the learning rate to, with lr (one-cycle: max_lr) 0.1 over ten steps.
const recorded = [
  {
    name: 'CosineAnnealingLR(T_max=10, eta_min=0.01)',
    schedule: cosineSchedule({ alpha: 0.1 }),
    rates: [
      0.1, 0.09779754323328192, 0.09140576474687263, 0.08145033635316129, 0.06890576474687264,
      0.05500000000000001, 0.04109423525312737, 0.028549663646838717, 0.01859423525312737,
      0.012202456766718092,
    ],
  },
  {
    name: 'StepLR(step_size=4, gamma=0.5)',
    schedule: stepSchedule({ stepSize: 4, gamma: 0.5 }),
    rates: [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025],
  },
  {
    name: 'OneCycleLR(total_steps=10)',
    schedule: oneCycleSchedule(),
    rates: [
      0.0040000000000000036, 0.052000000000000005, 0.1, 0.09504846320134738, 0.0811745653949763,
      0.06112620219362893, 0.03887419780637107, 0.0188258346050237, 0.004951936798652629, 4e-7,
    ],
  },
  {
    name: "OneCycleLR(total_steps=10, pct_start=0.4, anneal_strategy='linear', div_factor=10, final_div_factor=100)",
    schedule: oneCycleSchedule({
      pctStart: 0.4,
      annealStrategy: 'linear',
      divFactor: 10,
      finalDivFactor: 100,
    }),
    rates: [0.01, 0.04, 0.07, 0.1, 0.08335, 0.0667, 0.05005, 0.0334, 0.01675, 0.0001],
  },
  {
    name: 'LinearLR(start_factor=0.25, total_iters=4), then CosineAnnealingLR(T_max=6)',
    schedule: warmUpSchedule({ steps: 4, startFactor: 0.25, schedule: 'cosine' }),
    rates: [
      0.025, 0.04375, 0.0625, 0.08125, 0.1, 0.09330127018922195, 0.075, 0.05, 0.025000000000000012,
      0.006698729810778065,
    ],
  },
];

describe('schedules agree with PyTorch', () => {
  test.each(recorded)('$name', ({ schedule, rates }) => {
    rates.forEach((rate, step) => expect(learningRateAt(schedule, 0.1, step, 10)).toBeCloseTo(rate, 15));
  });
});

test('without a schedule the learning rate stays', () => {
  expect(learningRateAt(constantSchedule(), 0.3, 0, 7)).toBe(0.3);
  expect(learningRateAt(constantSchedule(), 0.3, 6, 7)).toBe(0.3);
});

test('a decay that ends before the run stays where it ended', () => {
  expect(learningRateAt(cosineSchedule({ alpha: 0.25, decaySteps: 4 }), 1, 4, 10)).toBe(0.25);
  expect(learningRateAt(cosineSchedule({ alpha: 0.25, decaySteps: 4 }), 1, 9, 10)).toBe(0.25);
});

test('a step schedule without a size drops twice, after each third of the run', () => {
  const rates = Array.from({ length: 9 }, (_, step) => learningRateAt(stepSchedule(), 1, step, 9));
  expect(rates.map((rate) => Math.round(Math.log10(rate)))).toEqual([0, 0, 0, -1, -1, -1, -2, -2, -2]);
});

test('every schedule gives a finite rate between 0 and the base rate at any step of any run', () => {
  const name = fc.constantFrom('constant', 'cosine', 'step', 'oneCycle');
  const settings = fc.oneof(
    name.map((type) => ({ type })),
    fc.record({ type: fc.constant('warmUp'), steps: fc.integer({ min: 1, max: 50 }), schedule: name }),
    fc.record({ type: fc.constant('oneCycle'), pctStart: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );
  fc.assert(
    fc.property(settings, fc.integer({ min: 1, max: 40 }), fc.nat(60), (input, totalSteps, step) => {
      const rate = learningRateAt(parseSchedule(input), 0.01, step, totalSteps);
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThanOrEqual(0.01 * (1 + 1e-12));
    }),
  );
});

describe('parseSchedule', () => {
  test('takes a name or an object and fills in defaults', () => {
    expect(parseSchedule('cosine')).toEqual({ type: 'cosine', alpha: 0 });
    expect(parseSchedule('step')).toEqual({ type: 'step', gamma: 0.1 });
    expect(parseSchedule({ type: 'warmUp', schedule: 'cosine' })).toEqual({
      type: 'warmUp',
      startFactor: 1 / 3,
      schedule: { type: 'cosine', alpha: 0 },
    });
  });

  test.each([
    [{ type: 'cosine', alpha: Number.NaN }, 'schedule: "alpha" must be a number from 0 to 1, not NaN.'],
    [{ type: 'step', stepSize: -1 }, 'schedule: "stepSize" must be a whole number of at least 1, not -1.'],
    [
      { type: 'warmUp', schedule: { type: 'cosine', alpha: 2 } },
      'schedule: "schedule.alpha" must be a number from 0 to 1, not 2.',
    ],
    [
      { type: 'warmUp', schedule: 'warmUp' },
      'schedule: "schedule.type" must be one of constant, cosine, step, oneCycle, not "warmUp".',
    ],
    [
      { type: 'exponential' },
      'schedule: "type" must be one of constant, cosine, step, oneCycle, warmUp, not "exponential".',
    ],
  ])('refuses %j', (input, message) => {
    expect(() => parseSchedule(input)).toThrow(
      expect.objectContaining({ code: 'SHADEGRAD_SETTINGS_SCHEDULE', message }),
    );
  });
});
