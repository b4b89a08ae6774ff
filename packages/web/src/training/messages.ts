// What the page and its worker say to each other.

import type { AdapterDescription, Evaluation, Profile, RunEvent } from '@shadegrad/core';

export type ToWorker =
  | { readonly type: 'train'; readonly seed: number }
  | { readonly type: 'stop' }
  | { readonly type: 'profile' };

/** A test digit and what the network takes it for. */
export interface Reading {
  /** 28×28 grey pixels, 0 background to 255 full ink. */
  readonly image: Uint8Array;
  readonly truth: number;
  readonly predicted: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
}

export type FromWorker =
  | { readonly type: 'ready'; readonly adapter: AdapterDescription }
  | { readonly type: 'drawing' }
  | { readonly type: 'compiling' }
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'evaluated'; readonly evaluation: Evaluation; readonly readings: readonly Reading[] }
  | { readonly type: 'profiling'; readonly done: number; readonly of: number }
  | { readonly type: 'profiled'; readonly profile: Profile }
  | { readonly type: 'failed'; readonly message: string; readonly fix: string };
