// The host's side of `result.wgsl`: what one step leaves for the host, how it lies in bytes.

/** Bytes of one `StepResult` in a buffer. */
export const RESULT_BYTES = 32;

/** What one step adds to loss and accuracy, and whether it was sound. */
export interface StepResult {
  /** Sum over the step's examples, not a mean; not finite if one of them is not. */
  readonly loss: number;
  /** Examples whose true class was predicted. */
  readonly correct: number;
  /** Examples whose true class was among the best `topK`. */
  readonly correctTopK: number;
  /** Examples of the step. */
  readonly count: number;
  /** What was NaN or infinite; absent where nothing was. */
  readonly notFinite?: NotFinite;
}

/**
 * What of a step was NaN or infinite. Places are offsets in the buffer of parameters, in floats: of the first four that
 * are not all finite.
 */
export interface NotFinite {
  /** Examples whose loss is not finite. */
  readonly losses: number;
  /** A weight before the update. */
  readonly weight?: number;
  readonly gradient?: number;
  /** A weight after the update, or what the optimizer keeps for it. */
  readonly update?: number;
}

/** Where the kernels leave the place of what is not finite. */
const NOWHERE = 0xffffffff;

/**
 * Decodes `count` results from a copy of their buffer, the first one at byte `offset`.
 *
 * @example
 * ```ts
 * import { readResults, RESULT_BYTES } from '@shadegrad/shaders';
 *
 * const copyOfTheBuffer = new Uint32Array(2 * (RESULT_BYTES / 4)).fill(0xffffffff, 13).buffer;
 * console.log(readResults(copyOfTheBuffer, 2)[1]); // { loss: 0, correct: 0, correctTopK: 0, count: 0 }
 * ```
 */
export function readResults(buffer: ArrayBuffer, count: number, offset = 0): StepResult[] {
  const view = new DataView(buffer, offset, count * RESULT_BYTES);
  return Array.from({ length: count }, (_, i) => {
    const at = i * RESULT_BYTES;
    const notFinite = readNotFinite(view, at + 16);
    return {
      loss: view.getFloat32(at, true),
      correct: view.getUint32(at + 4, true),
      correctTopK: view.getUint32(at + 8, true),
      count: view.getUint32(at + 12, true),
      ...(notFinite && { notFinite }),
    };
  });
}

function readNotFinite(view: DataView, at: number): NotFinite | undefined {
  const losses = view.getUint32(at, true);
  const places = (['weight', 'gradient', 'update'] as const)
    .map((what, i) => [what, view.getUint32(at + 4 + 4 * i, true)] as const)
    .filter(([, place]) => place !== NOWHERE);
  if (losses === 0 && places.length === 0) return undefined;
  return { losses, ...Object.fromEntries(places.map(([what, place]) => [what, 4 * place])) };
}
