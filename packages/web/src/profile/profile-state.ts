// The profile as the page knows it.

import type { Profile } from '@shadegrad/core';
import type { Failure } from '../design/failure.js';

export type ProfileState =
  | { readonly phase: 'none'; readonly failure?: Failure }
  | { readonly phase: 'measuring'; readonly share: number }
  | { readonly phase: 'done'; readonly profile: Profile };
