// Schemas that the settings of optimizers, schedules and initializers share. A message completes a sentence that
// begins with the setting's name: `"learningRate" must be …`.

import * as v from 'valibot';

/** A number whose bounds are said in words: `realNumber('must be at least 0', (x) => x >= 0)`. */
export function realNumber(requirement: string, holds: (value: number) => boolean) {
  return v.custom<number>(
    (input) => typeof input === 'number' && Number.isFinite(input) && holds(input),
    requirement,
  );
}

/** 0 or more: learning rates, weight decay. */
export const nonNegative = realNumber('must be a finite number of at least 0', (x) => x >= 0);

/** From 0 to 1. */
export const fraction = realNumber('must be a number from 0 to 1', (x) => x >= 0 && x <= 1);

/** From 0 up to, but not, 1: momentum and the share of the past that a moving mean keeps. */
export const decayRate = realNumber('must be a number from 0 to below 1', (x) => x >= 0 && x < 1);

export const positiveInteger = realNumber(
  'must be a whole number of at least 1',
  (x) => Number.isSafeInteger(x) && x >= 1,
);

export const trueOrFalse = v.boolean('must be true or false');

/** An object of settings of one `type`; settings that it does not know are refused. */
export function settingsOf<const Type extends string, const Entries extends v.ObjectEntries>(
  type: Type,
  entries: Entries,
) {
  return v.strictObject({ type: v.literal(type), ...entries }, 'must be an object');
}

/**
 * Settings whose `type` says which of several schemas they follow. A name alone, such as `"adam"`, means that type
 * with its defaults.
 */
export function schemaByType<SettingsByType extends object>(kinds: {
  readonly [Type in keyof SettingsByType]: {
    readonly schema: v.GenericSchema<unknown, SettingsByType[Type]>;
  };
}): v.GenericSchema<unknown, SettingsByType[keyof SettingsByType]> {
  const names = Object.keys(kinds);
  const requirement = `must be one of ${names.join(', ')}`;
  const refusal = v.pipe(v.looseObject({ type: v.picklist(names, requirement) }, requirement), v.never());
  const isType = (type: unknown): type is keyof SettingsByType =>
    typeof type === 'string' && Object.hasOwn(kinds, type);
  return v.pipe(
    v.unknown(),
    v.transform((input) => (typeof input === 'string' ? { type: input } : input)),
    v.lazy((input) => {
      const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined;
      return isType(type) ? kinds[type].schema : refusal;
    }),
  );
}
