// Files that are nearly right: real ones with a few changes, as damage or malice would make them.

import * as fc from 'fast-check';

/** One change of a file. Positions are shares of its length, so that they mean something in a file of any length. */
interface Mutation {
  readonly kind: 'flip' | 'set' | 'insert' | 'remove' | 'repeat' | 'truncate' | 'number' | 'token' | 'splice';
  readonly at: number;
  readonly to: number;
  readonly value: number;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom<Mutation['kind']>(
    'flip',
    'set',
    'insert',
    'remove',
    'repeat',
    'truncate',
    'number',
    'token',
    'splice',
  ),
  at: share,
  to: share,
  value: fc.nat(2 ** 32 - 1),
});

/** Sizes and counts at which readers go wrong. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/** What a JSON reader may not expect where a value stands. */
const TOKENS = [
  'null true -1 0.5 1e999 -0 9007199254740993 4294967296 1e-400 NaN "" [] {} [ { " , \\ud800 \uFEFF [[[]]]'.split(
    ' ',
  ),
  ['"__proto__"', '"constructor"', '"\\u0000"', '"../../etc/passwd"', '{"a":1,"a":2}'],
  ['['.repeat(2000), `"${'x'.repeat(2000)}"`],
]
  .flat()
  .map((token) => new TextEncoder().encode(token));

/** Files made of `seeds`, each with one change or a few. */
export function mutated(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...seeds),
    )
    .map(([seed, mutations, other]) =>
      mutations.reduce((bytes, step) => mutate(bytes, step, other), copy(seed)),
    );
}

function mutate(
  bytes: Uint8Array,
  { kind, at, to, value }: Mutation,
  other: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const begin = Math.floor(at * bytes.length);
  const end = begin + Math.floor(to * Math.min(64, bytes.length - begin));
  switch (kind) {
    case 'flip':
      return set(bytes, begin, (bytes[begin] ?? 0) ^ (1 << (value % 8)));
    case 'set':
      return set(bytes, begin, value % 256);
    case 'insert':
      return joined(bytes.subarray(0, begin), Uint8Array.of(value % 256), bytes.subarray(begin));
    case 'remove':
      return joined(bytes.subarray(0, begin), bytes.subarray(end));
    case 'repeat':
      return joined(bytes.subarray(0, end), bytes.subarray(begin));
    case 'truncate':
      return copy(bytes.subarray(0, begin));
    case 'number':
      return setNumber(bytes, begin, NUMBERS[value % NUMBERS.length] ?? 0, value % 2 === 0);
    case 'token':
      return replaceToken(bytes, begin, TOKENS[value % TOKENS.length] ?? new Uint8Array(0));
    case 'splice':
      return joined(bytes.subarray(0, begin), other.subarray(Math.floor(to * other.length)));
    default:
      return kind satisfies never;
  }
}

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function set(bytes: Uint8Array, at: number, value: number): Uint8Array<ArrayBuffer> {
  const result = copy(bytes);
  result[at] = value;
  return result;
}

/** A number of four bytes, at a multiple of four: where formats have them. */
function setNumber(
  bytes: Uint8Array,
  at: number,
  value: number,
  littleEndian: boolean,
): Uint8Array<ArrayBuffer> {
  const result = copy(bytes);
  const aligned = at - (at % 4);
  if (aligned + 4 <= result.length) new DataView(result.buffer).setUint32(aligned, value, littleEndian);
  return result;
}

/** In the place of the JSON value around a position. */
function replaceToken(bytes: Uint8Array, at: number, token: Uint8Array): Uint8Array<ArrayBuffer> {
  let [begin, end] = [at, at];
  while (begin > 0 && !isEdge(bytes[begin - 1])) begin -= 1;
  while (end < bytes.length && !isEdge(bytes[end])) end += 1;
  return joined(bytes.subarray(0, begin), token, bytes.subarray(end));
}

const isEdge = (byte: number | undefined): boolean =>
  byte === undefined || '{}[],:\n '.includes(String.fromCharCode(byte));
