// A plan is plain data: every buffer and every dispatch of one training step, one evaluation step and one prediction.
// It can be printed, costed and tested without a GPU; a program (see runtime/) is a plan bound to a device.

import type { Kernel } from '@shadegrad/shaders';
import type { Loss } from '../losses/index.js';
import type { Model } from '../model/index.js';
import type { Optimizer } from '../optimizers/index.js';

/**
 * How long the contents of a buffer matter: `state` over the whole run, `step` for one step, `transient` within a step,
 * where one buffer serves several tensors in turn.
 */
export type Lifetime = 'state' | 'step' | 'transient';

export interface PlannedBuffer {
  readonly name: string;
  readonly bytes: number;
  readonly lifetime: Lifetime;
  /** The tensors that live in it, for transient buffers pass by pass. */
  readonly holds: readonly string[];
}

/** The buffers of a set of examples; their sizes follow from the set, not from the plan (see `example-set.ts`). */
export type ExampleBuffer = 'images' | 'labels' | 'order' | 'outcomes';

/**
 * What a dispatch binds: a stretch of one of the plan's buffers, one of its textures, or a whole buffer of the set of
 * examples at hand.
 */
export type View =
  | { readonly of: 'textures'; readonly texture: string }
  | { readonly of: 'plan'; readonly buffer: string; readonly offset: number; readonly bytes: number }
  | { readonly of: 'examples'; readonly buffer: ExampleBuffer };

/** A texture that dispatches read in place of a buffer: rgba32float, `TEXTURE_WIDTH` texels wide. */
export interface PlannedTexture {
  readonly name: string;
  readonly height: number;
  readonly bytes: number;
}

/** A stretch of a buffer that is copied into a texture. */
export interface TextureCopy {
  readonly from: View & { readonly of: 'plan' };
  readonly texture: string;
}

export interface PlannedDispatch {
  /** `conv2d/forward` */
  readonly label: string;
  readonly kernel: Kernel;
  /** Key of the matrix product that it computes, alone or together with the dispatch beside it. */
  readonly product?: string;
  /** In the order of the kernel's bindings. */
  readonly views: readonly View[];
  /** What has to be copied before it. */
  readonly copies: readonly TextureCopy[];
  /** True for what a step does once, after the last of its micro-batches. */
  readonly endsStep?: boolean;
}

export type PassName = 'training' | 'evaluation' | 'prediction';

export interface Plan {
  readonly model: Model;
  /** Examples of a training step. */
  readonly batchSize: number;
  /** Examples that are computed at once; fewer than `batchSize` where a step adds up the gradients of several such. */
  readonly microBatchSize: number;
  readonly optimizer: Optimizer;
  readonly loss: Loss;
  /** Everything that is allocated when the plan is bound. */
  readonly buffers: readonly PlannedBuffer[];
  readonly textures: readonly PlannedTexture[];
  /** Sum over `buffers` and `textures`. */
  readonly bytes: number;
  readonly passes: Readonly<Record<PassName, readonly PlannedDispatch[]>>;
  /** Where a prediction finds its input, f32 [micro-batch, …input shape]. */
  readonly input: View & { readonly of: 'plan' };
  /** Where it leaves its output, f32 [micro-batch, …output shape]. */
  readonly output: View & { readonly of: 'plan' };
  /** Which variant computes each matrix product, by the product's key. The bits of all results depend on it. */
  readonly variants: Readonly<Record<string, string>>;
}
