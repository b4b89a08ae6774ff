// Every error that a person can cause or mend is one of these: a code to search for, what happened, what to do.

/**
 * An error that tells what happened (`message`), what to do about it (`fix`) and has a stable `code`.
 *
 * @example
 * ```ts
 * import { parseModel, ShadegradError } from '@shadegrad/core';
 *
 * try {
 *   parseModel('{"layers": []}');
 * } catch (error) {
 *   if (error instanceof ShadegradError) console.log(error.code);
 * }
 * ```
 */
export class ShadegradError extends Error {
  override readonly name = 'ShadegradError';
  /** Stable and greppable, for example `SHADEGRAD_MODEL_SHAPE`. */
  readonly code: string;
  /** What the person can do. */
  readonly fix: string;

  constructor(code: `SHADEGRAD_${string}`, message: string, fix: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }
}
