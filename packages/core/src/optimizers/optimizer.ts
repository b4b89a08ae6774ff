// What the planner and the trainer need to know of an optimizer. One file an optimizer; `index.ts` lists them.

import type { Kernel, UpdateBindings } from '@shadegrad/shaders';
import type * as v from 'valibot';

export type UpdateKernel = Kernel<UpdateBindings> | Kernel<Exclude<UpdateBindings, 'slots'>>;

export interface OptimizerKind<Settings extends { readonly type: string; readonly learningRate: number }> {
  readonly type: Settings['type'];
  /** Checks settings that come from outside and fills in defaults. */
  readonly schema: v.GenericSchema<unknown, Settings>;
  /** State kept for each parameter, such as `['momentum', 'velocity']`; each slot is as long as the parameters. */
  slots(settings: Settings): readonly string[];
  /**
   * Updates `length` parameters in place. Slots lie one after the other in one buffer; without slots the kernel has
   * no binding `slots`.
   */
  kernel(settings: Settings, length: number): UpdateKernel;
  /** Factor on the learning rate for the update that follows `step` finished ones (Adam's bias correction). */
  biasCorrection(settings: Settings, step: number): number;
}
