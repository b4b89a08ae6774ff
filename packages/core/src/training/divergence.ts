// What broke when a step met a number that is not finite, and in which parameter it did so first.

import type { NotFinite, StepResult } from '@shadegrad/shaders';
import { ShadegradError } from '../errors.js';
import type { Model } from '../model/index.js';

/** Where NaN or infinity came up in a step, in the order in which a step meets them. */
export interface Divergence {
  /** Counts from 1 over the whole run. */
  readonly step: number;
  /** Counts from 1. */
  readonly epoch: number;
  readonly learningRate: number;
  /**
   * `weight`: a weight was not finite before the step. `loss`: from sound weights came a loss that is not. `gradient`: from
   * a sound loss. `update`: from a sound gradient came a weight, or a mean of the optimizer, that is not.
   */
  readonly what: 'weight' | 'loss' | 'gradient' | 'update';
  /** The first parameter, in the model's order, that has such a number; absent where only the loss has. */
  readonly parameter?: string;
}

/** What broke in a step; undefined where all was sound. */
export function divergenceOf(
  model: Model,
  { notFinite }: StepResult,
  at: Pick<Divergence, 'step' | 'epoch' | 'learningRate'>,
): Divergence | undefined {
  if (notFinite === undefined) return undefined;
  const { weight, gradient, update } = notFinite;
  const place = weight ?? gradient ?? update;
  return {
    ...at,
    what: firstOf(notFinite),
    ...(place !== undefined && { parameter: parameterAt(model, place) }),
  };
}

function firstOf({ losses, weight, gradient }: NotFinite): Divergence['what'] {
  if (weight !== undefined) return 'weight';
  if (losses > 0) return 'loss';
  return gradient === undefined ? 'update' : 'gradient';
}

/** The parameter that holds a place of the buffer of all parameters. */
function parameterAt({ parameters }: Model, place: number): string {
  return parameters.findLast(({ offset }) => offset <= place)?.name ?? 'unknown';
}

/** The error that ends a run, unless it is rolled back. */
export class DivergenceError extends ShadegradError {
  readonly divergence: Divergence;

  constructor(divergence: Divergence, rollbacks = 0) {
    const { step, epoch, learningRate, what } = divergence;
    const when = `step ${step} (epoch ${epoch}, learning rate ${learningRate})`;
    const again = rollbacks > 0 ? `, after ${rollbacks} rollbacks` : '';
    super(
      'SHADEGRAD_DIVERGED',
      `${describe(divergence)} ${what === 'weight' ? 'before' : 'at'} ${when}${again}.`,
      what === 'weight'
        ? 'Begin with weights that are finite, or go on from a checkpoint of before this step.'
        : 'Train again with a smaller learning rate, for example a tenth of it, with a warm-up schedule, or with clipped gradients.',
    );
    this.divergence = divergence;
  }

  /** The same, of a run that was rolled back so many times. */
  after(rollbacks: number): DivergenceError {
    return rollbacks === 0 ? this : new DivergenceError(this.divergence, rollbacks);
  }
}

/** `The gradient of "dense/kernel" is NaN or infinite` */
export function describe({ what, parameter }: Divergence): string {
  const name = parameter === undefined ? '' : ` of "${parameter}"`;
  switch (what) {
    case 'weight':
      return `A weight${name} was NaN or infinite`;
    case 'loss':
      return `The loss is NaN or infinite${parameter === undefined ? '' : `, and so is the gradient${name}`},`;
    case 'gradient':
      return `The gradient${name} is NaN or infinite`;
    case 'update':
      return `The update${name} is NaN or infinite`;
    default:
      return what satisfies never;
  }
}
