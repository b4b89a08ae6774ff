// How parameters start. Adding an initializer means adding a file and its line in `KINDS`.

import type * as v from 'valibot';
import { schemaByType } from '../setting-schemas.js';
import { parseSettings } from '../settings.js';
import { constantKind } from './constant.js';
import type { Constant } from './constant.js';
import { glorotNormalKind } from './glorot-normal.js';
import type { GlorotNormal } from './glorot-normal.js';
import { glorotUniformKind } from './glorot-uniform.js';
import type { GlorotUniform } from './glorot-uniform.js';
import { heNormalKind } from './he-normal.js';
import type { HeNormal } from './he-normal.js';
import { heUniformKind } from './he-uniform.js';
import type { HeUniform } from './he-uniform.js';
import type { Draw, InitializerKind } from './initializer.js';
import { zerosKind } from './zeros.js';
import type { Zeros } from './zeros.js';

export { constant } from './constant.js';
export { fansOf } from './fans.js';
export type { Fans } from './fans.js';
export { glorotNormal } from './glorot-normal.js';
export { glorotUniform } from './glorot-uniform.js';
export { heNormal } from './he-normal.js';
export { heUniform } from './he-uniform.js';
export { zeros } from './zeros.js';
export type { Draw } from './initializer.js';
export type { Constant, GlorotNormal, GlorotUniform, HeNormal, HeUniform, Zeros };

interface SettingsByType {
  readonly glorotUniform: GlorotUniform;
  readonly glorotNormal: GlorotNormal;
  readonly heUniform: HeUniform;
  readonly heNormal: HeNormal;
  readonly zeros: Zeros;
  readonly constant: Constant;
}

type InitializerType = keyof SettingsByType;

/** How a parameter's initial values are made, as plain data. */
export type Initializer = SettingsByType[InitializerType];

const KINDS: { readonly [Type in InitializerType]: InitializerKind<SettingsByType[Type]> } = {
  glorotUniform: glorotUniformKind,
  glorotNormal: glorotNormalKind,
  heUniform: heUniformKind,
  heNormal: heNormalKind,
  zeros: zerosKind,
  constant: constantKind,
};

/** Accepts an initializer's settings, or its name alone: `'heNormal'`. */
export const initializerSchema: v.GenericSchema<unknown, Initializer> = schemaByType<SettingsByType>(KINDS);

/**
 * Checks an initializer that comes from outside.
 *
 * @throws ShadegradError `SHADEGRAD_SETTINGS_INITIALIZER` for an unknown type, an unknown setting or a value that is not finite.
 *
 * @example
 * ```ts
 * import { parseInitializer } from '@shadegrad/core';
 *
 * console.log(parseInitializer('heNormal')); // { type: 'heNormal' }
 * ```
 */
export function parseInitializer(input: unknown): Initializer {
  return parseSettings(initializerSchema, input, 'SHADEGRAD_SETTINGS_INITIALIZER', 'initializer');
}

/**
 * Makes a parameter's initial values.
 *
 * Every JavaScript engine makes the same bits from the same arguments: the random numbers are integers, and all that
 * follows is addition, multiplication, division and square root in float64, rounded once to f32.
 *
 * @param shape Dense kernels are [in, out], convolution kernels [kh, kw, in, out], biases [out].
 * @param draw The run's seed and the parameter's position in the model; two parameters never share random numbers.
 * @returns As many values as the product of `shape`, in row-major order.
 *
 * @example
 * ```ts
 * import { glorotUniform, initialize } from '@shadegrad/core';
 *
 * const kernel = initialize(glorotUniform(), [3, 3, 1, 32], { seed: 42, parameterIndex: 0 });
 * console.log(kernel.length); // 288
 * ```
 */
export function initialize(
  initializer: Initializer,
  shape: readonly number[],
  draw: Draw,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  fill(initializer, values, shape, draw);
  return values;
}

/** Generic in the type, so that the compiler sees that kind and settings belong together. */
function fill<Type extends InitializerType>(
  settings: SettingsByType[Type] & { readonly type: Type },
  values: Float32Array,
  shape: readonly number[],
  draw: Draw,
): void {
  KINDS[settings.type].fill(settings, values, shape, draw);
}
