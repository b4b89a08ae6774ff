// The pictures as the page knows them. They themselves lie in the worker, which is asked for those that are shown.

import type { DataRecord } from '@shadegrad/core';
import type { Failure } from '../design/failure.js';

/** Where pictures came from. */
export type DataOrigin = 'beside the app' | 'kept by the browser' | 'mirror' | 'your files' | 'drawn';

export type Part = 'training' | 'test';

export interface DataSummary {
  readonly name: string;
  /** For people: `MNIST handwritten digits`. */
  readonly title: string;
  readonly origin: DataOrigin;
  /** Why digits were drawn although nobody asked for that. */
  readonly reason?: string;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly classes: readonly string[];
  /** Examples of each class. */
  readonly counts: Readonly<Record<Part, readonly number[]>>;
}

export type DataState =
  | {
      readonly phase: 'loading';
      readonly what: string;
      /** How much is done, from 0 to 1, where that is known. */
      readonly share: number | undefined;
    }
  | { readonly phase: 'ready'; readonly summary: DataSummary; readonly failure?: Failure }
  | { readonly phase: 'failed'; readonly failure: Failure };

/** Examples of a part. */
export function exampleCount(summary: DataSummary, part: Part): number {
  return summary.counts[part].reduce((sum, count) => sum + count, 0);
}

/** What pictures are asked for. */
export type DataRequest =
  /** MNIST as the browser keeps it, or beside the app; else drawn digits. */
  | { readonly kind: 'default'; readonly folder: string }
  /** MNIST from a public mirror: the one thing that leaves the app's own origin, and only on request. */
  | { readonly kind: 'mirror' }
  | { readonly kind: 'drawn'; readonly training: number; readonly test: number; readonly seed: number }
  | { readonly kind: 'files'; readonly files: readonly File[] }
  /** Those that a kept run was made with, as far as they can be had again. */
  | { readonly kind: 'recorded'; readonly record: DataRecord; readonly folder: string };

/** Some pictures with their labels. */
export interface Pictures {
  /** u8 [pictures, height, width, channels] */
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}
