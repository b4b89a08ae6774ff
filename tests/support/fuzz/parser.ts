// What the fuzzer needs to know of a reader of files.

import type * as fc from 'fast-check';

export interface Parser {
  readonly name: string;
  /** What the campaign gives to one process at most: of a library that is of no use any more once a file has crashed it. */
  readonly inputsPerProcess?: number;
  /** Real files. */
  readonly seeds: readonly Uint8Array[];
  readonly isText: boolean;
  /** Files that have the right parts, put together by chance. */
  readonly made?: fc.Arbitrary<Uint8Array<ArrayBuffer>>;
  /** Makes checksums right again after a change, so that what lies behind them is reached as well. */
  readonly repair?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  /** Reads a file, or throws; `folder` is for those that read from the disk. */
  readonly parse: (bytes: Uint8Array<ArrayBuffer>, folder: string) => unknown;
  /** Bytes that it may allocate outside the JavaScript heap for a file of so many. */
  readonly bound: (fileBytes: number) => number;
}
