// Damage to a file: some bytes changed, and now and then the end missing.

import * as fc from 'fast-check';

export interface Damage {
  readonly changes: readonly { readonly at: number; readonly byte: number }[];
  readonly length: number;
}

/** @param bytes Of the intact file. */
export function damageTo(bytes: Uint8Array): fc.Arbitrary<Damage> {
  const at = fc.nat(bytes.length - 1);
  const change = fc.record({ at, byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)) });
  return fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 6 }),
    length: fc.oneof({ weight: 4, arbitrary: fc.constant(bytes.length) }, { weight: 1, arbitrary: at }),
  });
}

export function damaged(bytes: Uint8Array, { changes, length }: Damage): Uint8Array {
  const copy = new Uint8Array(bytes);
  for (const { at, byte } of changes) copy[at] = byte;
  return copy.subarray(0, length);
}
