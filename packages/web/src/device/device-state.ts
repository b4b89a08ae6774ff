// The GPU as the page knows it.

import type { AdapterDescription } from '@shadegrad/core';
import type { Failure } from '../design/failure.js';

export type DeviceState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'ready'; readonly adapter: AdapterDescription }
  | { readonly phase: 'missing'; readonly failure: Failure };
