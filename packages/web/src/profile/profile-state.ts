// The profile as the page knows it.

import type { Profile, TuningTable } from '@shadegrad/core';
import type { Failure } from '../design/failure.js';

export type ProfileState =
  | { readonly phase: 'none'; readonly failure?: Failure }
  | { readonly phase: 'measuring'; readonly share: number }
  | { readonly phase: 'done'; readonly profile: Profile };

export type TuningState =
  | { readonly phase: 'none'; readonly failure?: Failure }
  | {
      readonly phase: 'tuning';
      readonly done: number;
      readonly of: number;
      /** The matrix product that is measured now. */
      readonly product: string;
    }
  | { readonly phase: 'done'; readonly table: TuningTable };
