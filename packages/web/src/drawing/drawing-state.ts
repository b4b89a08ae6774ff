// The picture that the network is tried out on: what is on the drawing board, how it is made into what the network sees,
// and what the network says of it.

import type { ToDigitOptions } from '@shadegrad/data';
import type { Failure } from '../design/failure.js';
import type { Mark, Tool } from './marks.js';

/** Side of what the board makes, in pixels. */
export const DIGIT_SIDE = 28;

/** How the board becomes the network's 28×28. */
export type Preparation = Required<ToDigitOptions>;

export interface Prediction {
  /** One for each class. */
  readonly probabilities: readonly number[];
  /** Training steps that the weights had seen. */
  readonly step: number;
}

export interface DrawingState {
  readonly marks: readonly Mark[];
  readonly tool: Tool;
  /** Of the pen, as a share of the board's side. */
  readonly penWidth: number;
  readonly preparation: Preparation;
  /** What the network sees, u8 [height, width, channels]; nothing while the board is empty. */
  readonly picture?: Uint8Array;
  readonly prediction?: Prediction;
  readonly failure?: Failure;
}

export const initialDrawing: DrawingState = {
  marks: [],
  tool: 'pen',
  penWidth: 0.08,
  preparation: { scaling: 'fit', centring: 'mass' },
};
