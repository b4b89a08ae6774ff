// What an initializer is: settings as plain data and a way to fill a parameter. One file an initializer.

import type * as v from 'valibot';

/** Which random numbers a parameter's initial values are made of. */
export interface Draw {
  /** Of the run, an unsigned 32-bit integer. */
  readonly seed: number;
  /** The parameter's position in the model, so that two parameters never start alike. */
  readonly parameterIndex: number;
}

export interface InitializerKind<Settings extends { readonly type: string }> {
  readonly schema: v.GenericSchema<unknown, Settings>;
  /** Overwrites all of `values`, which is as long as the product of `shape`. */
  fill(settings: Settings, values: Float32Array, shape: readonly number[], draw: Draw): void;
}
