import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gunzip, isGzip } from './gzip.js';
import { codeOf, errorOf } from './testing/error-code.js';

const packed = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));

describe('gunzip', () => {
  it('unpacks what gzip packed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
        expect(await gunzip(packed(bytes))).toEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a file cut short anywhere', async () => {
    const file = packed(Uint8Array.from({ length: 500 }, (_, index) => (index * 7919) % 251));
    for (let length = 2; length < file.length; length += 13) {
      expect(await codeOf(() => gunzip(file.slice(0, length)))).toBe('SHADEGRAD_GZIP');
    }
    const error = await errorOf(() => gunzip(file.slice(0, -1), { name: 't10k-images-idx3-ubyte.gz' }));
    expect(error.message).toContain('t10k-images-idx3-ubyte.gz is cut short or damaged');
    expect(error.cause).toBeDefined();
  });

  it('refuses damaged bytes', async () => {
    const file = packed(new Uint8Array(1_000).fill(9));
    const middle = file.length >> 1;
    file[middle] = (file[middle] ?? 0) ^ 0xff;
    expect(await codeOf(() => gunzip(file))).toBe('SHADEGRAD_GZIP');
  });

  it('stops a file that unpacks to more than was agreed', async () => {
    const bomb = packed(new Uint8Array(20_000_000));
    expect(bomb.length).toBeLessThan(50_000);
    expect(await codeOf(() => gunzip(bomb, { maxBytes: 1_000_000 }))).toBe('SHADEGRAD_GZIP_TOO_LARGE');
    expect(await gunzip(bomb, { maxBytes: 20_000_000 })).toHaveLength(20_000_000);
  });

  it('recognises gzip by its first bytes', () => {
    expect(isGzip(packed(new Uint8Array(3)))).toBe(true);
    expect(isGzip(new Uint8Array())).toBe(false);
  });
});
