import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShadegradError } from '../../errors.js';
import { findDuplicateKey } from './duplicate-key.js';
import { readSafetensors, readSafetensorsMetadata, type SafeTensor, writeSafetensors } from './index.js';

/** A file made of a header's text and data, with no check at all. */
function file(header: string | Uint8Array, dataBytes: number, headerLength?: bigint): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (begin: number, end: number, shape: number[], dtype = 'F32'): string =>
  `{"dtype":"${dtype}","shape":[${shape.join()}],"data_offsets":[${begin},${end}]}`;

const product = (shape: readonly number[]): number => shape.reduce((total, size) => total * size, 1);

/** What `action` returns or throws. */
function attempt(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

function isRefusalOrTensors(outcome: unknown): boolean {
  if (outcome instanceof Map) {
    return [...outcome.values()].every(({ shape, data }: SafeTensor) => data.length === product(shape));
  }
  return (
    outcome instanceof ShadegradError &&
    /^SHADEGRAD_SAFETENSORS_(HEADER|DTYPE|SHAPE|RANGE|OVERLAP)$/.test(outcome.code)
  );
}

test('the bytes are those of the format', () => {
  const bytes = writeSafetensors([{ name: 'a', shape: [2], data: Float32Array.of(1, -2) }]);
  const header = '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
  const text = new TextDecoder().decode(bytes.subarray(8, -8));
  expect(text.trimEnd()).toBe(header);
  expect(text).toHaveLength(56);
  expect([...bytes.subarray(0, 8)]).toEqual([56, 0, 0, 0, 0, 0, 0, 0]);
  expect([...bytes.subarray(-8)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

test('tensors and metadata come back as they were, whatever their names and shapes', () => {
  const tensor = fc
    .record({
      name: fc.string().filter((name) => name !== '__metadata__'),
      shape: fc.array(fc.nat(5), { maxLength: 4 }),
    })
    .chain(({ name, shape }) => {
      const length = product(shape);
      return fc.float32Array({ minLength: length, maxLength: length }).map((data) => ({ name, shape, data }));
    });
  const tensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 8 });
  const metadata = fc.dictionary(fc.string(), fc.string(), { maxKeys: 3, noNullPrototype: true });
  fc.assert(
    fc.property(tensors, metadata, (written, texts) => {
      const bytes = writeSafetensors(written, texts);
      const read = readSafetensors(bytes);
      expect(read.size).toBe(written.length);
      for (const { name, shape, data } of written) expect(read.get(name)).toEqual({ shape, data });
      expect(readSafetensorsMetadata(bytes)).toEqual(new Map(Object.entries(texts)));
      expect(writeSafetensors(written.toReversed(), texts)).toEqual(bytes);
    }),
  );
});

test('a file is read at any offset of its buffer, and the tensors are copies', () => {
  const bytes = writeSafetensors([{ name: 'a', shape: [3], data: Float32Array.of(1, 2, 3) }]);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  const read = readSafetensors(shifted.subarray(3));
  shifted.fill(0);
  expect(read.get('a')).toEqual({ shape: [3], data: Float32Array.of(1, 2, 3) });
});

test("what Node's readFile returns is read like any other bytes", () => {
  const bytes = writeSafetensors([{ name: 'bias', shape: [2], data: Float32Array.of(1, -1) }]);
  expect(readSafetensors(Buffer.from(bytes)).get('bias')?.data).toEqual(Float32Array.of(1, -1));
});

test('a header of any length is read, though the writer aligns its own', () => {
  expect(readSafetensors(file(`{"a":${entry(0, 4, [])}}`, 4)).get('a')).toEqual({
    shape: [],
    data: Float32Array.of(0),
  });
  expect(readSafetensors(file('{}', 0)).size).toBe(0);
});

describe('refuses', () => {
  test.each<[name: string, code: string, bytes: Uint8Array]>([
    ['an empty file', 'HEADER', new Uint8Array(0)],
    ['a file of seven bytes', 'HEADER', new Uint8Array(7)],
    ['a header of 2^60 bytes', 'HEADER', file('{}', 0, 2n ** 60n)],
    ['a header of 2^64 − 1 bytes', 'HEADER', file('{}', 0, 2n ** 64n - 1n)],
    ['a header one byte longer than the file', 'HEADER', file('{}', 0, 3n)],
    ['a header of 5 MB', 'HEADER', file('{}'.padEnd(5_000_000), 0)],
    ['a header of 4 MB of brackets', 'HEADER', file(`{"a":${'['.repeat(4_000_000)}`, 0)],
    ['a header of no bytes', 'HEADER', file('', 0)],
    ['a header that is no JSON', 'HEADER', file('{"a":', 0)],
    ['a header that is no UTF-8', 'HEADER', file(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d), 0)],
    ['a header that begins with a byte order mark', 'HEADER', file('\uFEFF{}', 0)],
    ['a header that begins with a space', 'HEADER', file(' {}', 0)],
    ['a header that is an array', 'HEADER', file('[]', 0)],
    ['a header that is null', 'HEADER', file('null', 0)],
    ['a name twice', 'HEADER', file(`{"a":${entry(0, 4, [1])},"a":${entry(0, 4, [1])}}`, 4)],
    [
      'a name twice, spelled in two ways',
      'HEADER',
      file(`{"a":${entry(0, 4, [1])},"\\u0061":${entry(0, 4, [1])}}`, 4),
    ],
    ['a tensor that is no object', 'HEADER', file('{"a":1}', 0)],
    ['a tensor without a shape', 'HEADER', file('{"a":{"dtype":"F32","data_offsets":[0,4]}}', 4)],
    [
      'a tensor with one key too many',
      'HEADER',
      file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}', 4),
    ],
    ['a negative size', 'HEADER', file(`{"a":${entry(0, 4, [-1])}}`, 4)],
    ['a size that is no integer', 'HEADER', file(`{"a":${entry(0, 4, [0.5])}}`, 4)],
    ['an offset that is too large to be exact', 'HEADER', file(`{"a":${entry(0, 2 ** 53, [1])}}`, 4)],
    ['three offsets', 'HEADER', file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}', 4)],
    ['metadata that are no object', 'HEADER', file('{"__metadata__":[]}', 0)],
    ['metadata that are no text', 'HEADER', file('{"__metadata__":{"epoch":3}}', 0)],
    ['half precision', 'DTYPE', file(`{"a":${entry(0, 2, [1], 'F16')}}`, 2)],
    ['a dtype that does not exist', 'DTYPE', file(`{"a":${entry(0, 4, [1], 'F33')}}`, 4)],
    ['a shape that is smaller than its range', 'SHAPE', file(`{"a":${entry(0, 8, [1])}}`, 8)],
    ['a shape whose product overflows', 'SHAPE', file(`{"a":${entry(0, 4, [2 ** 52, 2 ** 52])}}`, 4)],
    ['a tensor behind the end', 'RANGE', file(`{"a":${entry(4, 8, [1])}}`, 4)],
    ['a range that ends before it begins', 'RANGE', file(`{"a":${entry(4, 0, [1])}}`, 4)],
    ['a hole between tensors', 'RANGE', file(`{"a":${entry(0, 4, [1])},"b":${entry(8, 12, [1])}}`, 12)],
    ['data that belong to no tensor', 'RANGE', file(`{"a":${entry(0, 4, [1])}}`, 5)],
    [
      'a file that was cut short',
      'RANGE',
      writeSafetensors([{ name: 'a', shape: [2], data: Float32Array.of(1, 2) }]).subarray(0, -1),
    ],
    ['overlapping tensors', 'OVERLAP', file(`{"a":${entry(0, 8, [2])},"b":${entry(4, 12, [2])}}`, 12)],
    ['two tensors of one range', 'OVERLAP', file(`{"a":${entry(0, 4, [1])},"b":${entry(0, 4, [1])}}`, 4)],
  ])('%s: %s', (_, code, bytes) => {
    expect(() => readSafetensors(bytes)).toThrow(
      expect.objectContaining({ code: `SHADEGRAD_SAFETENSORS_${code}`, fix: expect.stringMatching(/.{20}/) }),
    );
  });

  test('with the file, the tensor and the numbers in the message', () => {
    expect(() =>
      readSafetensors(file(`{"dense/bias":${entry(0, 40, [11])}}`, 40), 'best.safetensors'),
    ).toThrow('best.safetensors: tensor "dense/bias" of shape [11] takes 44 bytes, but has 40.');
  });
});

test('a tensor called __proto__ is a tensor like any other', () => {
  const read = readSafetensors(file(`{"__proto__":${entry(0, 4, [1])}}`, 4));
  expect([...read.keys()]).toEqual(['__proto__']);
});

test('a damaged file is refused with a code, or read; nothing else happens', () => {
  const intact = writeSafetensors(
    [
      { name: 'conv2d/kernel', shape: [3, 3], data: new Float32Array(9).fill(1) },
      { name: 'conv2d/bias', shape: [2], data: Float32Array.of(1, 2) },
      { name: 'empty', shape: [0, 4], data: new Float32Array(0) },
    ],
    { by: 'test' },
  );
  const damage = fc.oneof(
    { weight: 5, arbitrary: fc.record({ at: fc.nat(intact.length - 1), byte: fc.nat(255) }) },
    // What a header is made of, so that some damage still parses.
    {
      weight: 5,
      arbitrary: fc.record({
        at: fc.nat(250),
        byte: fc.constantFrom(...new TextEncoder().encode('0123456789{}[]",: eE-.F')),
      }),
    },
  );
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), fc.nat(intact.length), (damages, cut) => {
      const bytes = intact.slice(0, cut % 4 === 0 ? cut : undefined);
      for (const { at, byte } of damages) if (at < bytes.length) bytes[at] = byte;
      expect(attempt(() => readSafetensors(bytes))).toSatisfy(isRefusalOrTensors);
    }),
    { numRuns: 2000 },
  );
});

test('the writer refuses what it could not read back', () => {
  const one = { shape: [1], data: Float32Array.of(1) };
  expect(() =>
    writeSafetensors([
      { name: 'a', ...one },
      { name: 'a', ...one },
    ]),
  ).toThrow(RangeError);
  expect(() => writeSafetensors([{ name: '__metadata__', ...one }])).toThrow(RangeError);
  expect(() => writeSafetensors([{ ...one, name: 'a', shape: [2] }])).toThrow(RangeError);
});

describe('a key that comes twice is found', () => {
  test.each([
    ['{"a":1,"b":{"a":2},"c":["a","a",{"a":1}]}', undefined],
    ['{"a":1,"b":{"c":2,"c":3}}', 'c'],
    [`{"${'long\\n'.repeat(1_000_000)}":1}`, undefined],
    ['{"a":"a\\":","b":"a","a" : 1}', 'a'],
    ['{"{":1,"}":2,"\\\\":3,"\\"":4}', undefined],
    ['[{"a":1},{"a":1}]', undefined],
  ])('in %.30s: %s', (json, expected) => {
    expect(findDuplicateKey(json)).toBe(expected);
  });
});
