// What is seen of a network's insides: what its layers make of a picture, and how its numbers have been spread since it was
// first looked into.

import type { Activations } from '@shadegrad/core';
import type { Failure } from '../design/failure.js';
import type { RunConfig } from '../training/run-state.js';
import type { NetworkStatistics } from './network-statistics.js';

export interface InsidesState {
  /** The run whose network it is. */
  readonly config?: RunConfig;
  readonly snapshot?: Activations;
  /** By step. */
  readonly history: readonly NetworkStatistics[];
  readonly failure?: Failure;
}

export const initialInsides: InsidesState = { history: [] };
