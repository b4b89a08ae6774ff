// What goes wrong with data, told so that a person can mend it. The shape is that of core's ShadegradError; it is a
// class of its own because this package stands alone. Callers look at `code`, not at the class.

/** Every code that this package gives. Stable: scripts and tests may rely on them. */
export type DataErrorCode =
  | 'SHADEGRAD_CACHE_WRITE'
  | 'SHADEGRAD_DATASET_INVALID'
  | 'SHADEGRAD_DATASET_RANGE'
  | 'SHADEGRAD_DATA_CHECKSUM'
  | 'SHADEGRAD_DATA_DOWNLOAD'
  | 'SHADEGRAD_DATA_MISSING'
  | 'SHADEGRAD_DATA_UNREADABLE'
  | 'SHADEGRAD_GZIP'
  | 'SHADEGRAD_GZIP_TOO_LARGE'
  | 'SHADEGRAD_IDX_COUNT'
  | 'SHADEGRAD_IDX_DIMENSIONS'
  | 'SHADEGRAD_IDX_DTYPE'
  | 'SHADEGRAD_IDX_LABEL'
  | 'SHADEGRAD_IDX_MAGIC'
  | 'SHADEGRAD_IDX_TRAILING'
  | 'SHADEGRAD_IDX_TRUNCATED'
  | 'SHADEGRAD_PICTURE_EMPTY'
  | 'SHADEGRAD_PICTURE_SIZE'
  | 'SHADEGRAD_SYNTHETIC_OPTIONS';

/**
 * An error about data: `code` to search for, `message` for what happened, `fix` for what to do.
 *
 * @example
 * ```ts
 * import { DataError, parseIdx } from '@shadegrad/data';
 *
 * try {
 *   parseIdx(Uint8Array.of(1, 2, 3), 'labels');
 * } catch (error) {
 *   if (error instanceof DataError) console.error(`${error.code}: ${error.message} Fix: ${error.fix}`);
 * }
 * ```
 */
export class DataError extends Error {
  override readonly name = 'DataError';
  /** Stable and greppable, for example `SHADEGRAD_IDX_TRUNCATED`. */
  readonly code: DataErrorCode;
  /** What the person can do. */
  readonly fix: string;

  constructor(code: DataErrorCode, message: string, fix: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }
}

/** `47,040,016`: how counts of bytes and examples are written in messages, whatever the machine's locale. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
