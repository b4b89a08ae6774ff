// How gradients change parameters. Adding an optimizer means adding a file and its line in `KINDS`.

import type * as v from 'valibot';
import { schemaByType } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { type Adadelta, adadeltaKind } from './adadelta.js';
import { type Adam, adamKind } from './adam.js';
import { type Adamw, adamwKind } from './adamw.js';
import { UNAVERAGED } from './averaging.js';
import type { OptimizerKind, UpdateKernel } from './optimizer.js';
import { type Rmsprop, rmspropKind } from './rmsprop.js';
import { type Sgd, sgdKind } from './sgd.js';

export { type Adadelta, adadelta, type AdadeltaOptions } from './adadelta.js';
export { type Adam, adam, type AdamOptions } from './adam.js';
export { type Adamw, adamw, type AdamwOptions } from './adamw.js';
export type { OptimizerKind } from './optimizer.js';
export { type Rmsprop, rmsprop, type RmspropOptions } from './rmsprop.js';
export { type Sgd, sgd, type SgdOptions } from './sgd.js';

interface SettingsByType {
  readonly sgd: Sgd;
  readonly adam: Adam;
  readonly adamw: Adamw;
  readonly rmsprop: Rmsprop;
  readonly adadelta: Adadelta;
}

export type OptimizerType = keyof SettingsByType;

/** An optimizer and its settings, as plain data. */
export type Optimizer = SettingsByType[OptimizerType];

const KINDS: { readonly [Type in OptimizerType]: OptimizerKind<SettingsByType[Type]> } = {
  sgd: sgdKind,
  adam: adamKind,
  adamw: adamwKind,
  rmsprop: rmspropKind,
  adadelta: adadeltaKind,
};

/** Accepts an optimizer's settings, or its name alone: `'adam'`. */
export const optimizerSchema: v.GenericSchema<unknown, Optimizer> = schemaByType<SettingsByType>(KINDS);

/**
 * Checks an optimizer that comes from outside and fills in defaults.
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_OPTIMIZER` naming what is wrong.
 *
 * @example
 * ```ts
 * import { parseOptimizer } from '@shadegrad/core';
 *
 * console.log(parseOptimizer('adadelta')); // { type: 'adadelta', learningRate: 1, rho: 0.95, epsilon: 1e-7 }
 * console.log(parseOptimizer({ type: 'sgd', momentum: 0.9 }).learningRate); // 0.01
 * ```
 */
export function parseOptimizer(input: unknown): Optimizer {
  return parseSettings(optimizerSchema, input, 'SHADEGRAD_SETTINGS_OPTIMIZER', 'optimizer');
}

/** One optimizer's settings; generic, so that the compiler sees that they belong to the kind of their type. */
type SettingsOf<Type extends OptimizerType> = SettingsByType[Type] & { readonly type: Type };

/**
 * Names of the state that the optimizer keeps for each parameter; each slot is as long as the parameters and 0 before
 * the first step. With `emaMomentum` the last is `unaveraged`: the weights as the updates made them.
 *
 * @example
 * ```ts
 * import { adam, optimizerSlots, sgd } from '@shadegrad/core';
 *
 * console.log(optimizerSlots(adam())); // [ 'momentum', 'velocity' ]
 * console.log(optimizerSlots(sgd({ emaMomentum: 0.999 }))); // [ 'unaveraged' ]
 * ```
 */
export function optimizerSlots<Type extends OptimizerType>(optimizer: SettingsOf<Type>): readonly string[] {
  const own = KINDS[optimizer.type].slots(optimizer);
  return optimizer.emaMomentum === undefined ? own : [...own, UNAVERAGED];
}

/**
 * The dispatch that updates `length` parameters in place; a multiple of four. The slots lie one after the other in one
 * buffer; an optimizer without slots has a kernel without the binding `slots`.
 */
export function updateKernel<Type extends OptimizerType>(
  optimizer: SettingsOf<Type>,
  length: number,
): UpdateKernel {
  return KINDS[optimizer.type].kernel(optimizer, length);
}

/** `Step.biasCorrection` of the update that follows `step` finished ones; 1 for all but Adam and AdamW. */
export function biasCorrection<Type extends OptimizerType>(
  optimizer: SettingsOf<Type>,
  step: number,
): number {
  return KINDS[optimizer.type].biasCorrection(optimizer, step);
}
