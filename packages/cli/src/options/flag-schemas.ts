// Flags come as text. These schemas turn it into values; a message completes "--flag must be …".

import type { CheckpointCadence } from '@shadegrad/core';
import * as v from 'valibot';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function number(requirement: string, holds: (value: number) => boolean) {
  return v.pipe(
    v.string(requirement),
    v.check((text) => DECIMAL.test(text.trim()), requirement),
    v.transform(Number),
    v.check((value) => Number.isFinite(value) && holds(value), requirement),
  );
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  const requirement = `a whole number from ${least} to ${most}`;
  return number(requirement, (value) => Number.isSafeInteger(value) && value >= least && value <= most);
}

/** The word `auto`, or a whole number from `least` to `most`. */
export function wholeNumberOrAuto(least: number, most: number) {
  const size = wholeNumber(least, most);
  return v.lazy((given): v.GenericSchema<unknown, number | 'auto'> =>
    given === 'auto' ? v.literal('auto') : size,
  );
}

export const positiveNumber = number('a finite number greater than 0', (value) => value > 0);

/** From 0 up to, but not, 1. */
export const shareBelowOne = number('a number from 0 up to, but not, 1', (value) => value >= 0 && value < 1);

export const share = number('a number from 0 to 1', (value) => value >= 0 && value <= 1);

export const text = v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'));

/** One of a few words; `one-cycle` also finds `oneCycle`. */
export function word<const Words extends readonly string[]>(words: Words) {
  return v.pipe(
    v.string(),
    v.transform((given) => given.trim().replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())),
    v.picklist(words, `one of ${words.map(kebab).join(', ')}`),
  );
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const SECONDS = { s: 1, m: 60, h: 3600 };
const CADENCE = 'steps (500), a time (30s, 5m, 1h), both (500,30s), or epoch';

/** How often a checkpoint is written within epochs; `epoch` is never. */
export const cadence = v.pipe(
  v.string(CADENCE),
  v.rawTransform(({ dataset, addIssue, NEVER }): CheckpointCadence => {
    const given = dataset.value.trim();
    if (given === 'epoch') return {};
    const result: { steps?: number; seconds?: number } = {};
    for (const part of given.split(',')) {
      const [, digits = '', unit] = /^ *(\d{1,9})([smh]?) *$/.exec(part) ?? [];
      const key = unit === '' ? 'steps' : 'seconds';
      const amount = Number(digits) * (unit === 's' || unit === 'm' || unit === 'h' ? SECONDS[unit] : 1);
      if (amount < 1 || result[key] !== undefined) {
        addIssue({ message: CADENCE });
        return NEVER;
      }
      result[key] = amount;
    }
    return result;
  }),
);

export const flag = v.optional(v.boolean(), false);
