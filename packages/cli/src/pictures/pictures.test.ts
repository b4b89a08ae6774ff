import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { syntheticDigits } from '@shadegrad/data';
import { encode, type ImageData } from 'fast-png';
import { afterAll, describe, expect, it } from 'vitest';
import { networkInput } from './network-input.js';
import { decodePng, readPng, type PngPicture } from './read-png.js';

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-png-'));
afterAll(() => rm(folder, { recursive: true }));

async function throughPng(image: ImageData): Promise<PngPicture> {
  const path = join(folder, 'picture.png');
  await writeFile(path, encode(image));
  return readPng(path);
}

describe('PNG files', () => {
  it.each([1, 2, 3, 4] as const)('of %i channels keep their pixels', async (channels) => {
    const data = Uint8Array.from({ length: 6 * channels }, (_, index) => (index * 37) % 256);
    expect(await throughPng({ width: 3, height: 2, channels, data })).toEqual({
      width: 3,
      height: 2,
      channels,
      pixels: data,
    });
  });

  it('of 16 bits lose the lower eight', async () => {
    const data = Uint16Array.of(0, 0x80ff, 0xffff, 0x0100);
    expect((await throughPng({ width: 2, height: 2, channels: 1, depth: 16, data })).pixels).toEqual(
      Uint8Array.of(0, 0x80, 0xff, 1),
    );
  });

  it('of one bit are black and white, also where rows end within a byte', async () => {
    const data = Uint8Array.of(0b1010_0000, 0b0100_0000);
    const { channels, pixels } = await throughPng({ width: 3, height: 2, channels: 1, depth: 1, data });
    expect(channels).toBe(3);
    expect([...pixels].filter((_, index) => index % 3 === 0)).toEqual([255, 0, 255, 0, 255, 0]);
  });

  it('cut anywhere are refused', async () => {
    const whole = encode({
      width: 9,
      height: 9,
      channels: 1,
      data: new Uint8Array(81).map((_, index) => index * 3),
    });
    for (let length = 0; length < whole.length - 12; length += 7) {
      await writeFile(join(folder, 'cut.png'), whole.subarray(0, length));
      await expect(readPng(join(folder, 'cut.png'))).rejects.toMatchObject({ code: 'SHADEGRAD_PNG' });
    }
  });
});

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const around = Buffer.alloc(4);
  around.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([around, body, sum]);
}

describe('PNG files that unpack to more than they should', () => {
  const picture = Buffer.from(encode({ width: 28, height: 28, channels: 1, data: new Uint8Array(784) }));
  const HEADER_END = 33;

  it('in their pixels are refused before they are unpacked', () => {
    const bomb = chunk('IDAT', deflateSync(Buffer.alloc(2 ** 26)));
    const end = picture.subarray(-12);
    expect(() =>
      decodePng(Buffer.concat([picture.subarray(0, HEADER_END), bomb, end]), 'x.png'),
    ).toThrowError(expect.objectContaining({ code: 'SHADEGRAD_PNG' }));
  });

  it('in what is beside them are read without that', () => {
    const profile = Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(2 ** 26))]);
    const before = process.memoryUsage().arrayBuffers;
    const bytes = Buffer.concat([
      picture.subarray(0, HEADER_END),
      chunk('iCCP', profile),
      picture.subarray(HEADER_END),
    ]);
    expect(decodePng(bytes, 'x.png')).toMatchObject({ width: 28, height: 28 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });

  it('according to their header are refused before room is made', () => {
    const header = Buffer.from(picture.subarray(16, 29));
    header.writeUInt32BE(8192, 0);
    header.writeUInt32BE(8192, 4);
    const bytes = Buffer.concat([
      picture.subarray(0, 8),
      chunk('IHDR', header),
      picture.subarray(HEADER_END),
    ]);
    expect(() => decodePng(bytes, 'x.png')).toThrowError(
      expect.objectContaining({
        code: 'SHADEGRAD_PNG',
        message: expect.stringContaining('bytes of pixels instead of'),
      }),
    );
  });
});

describe('what the network gets', () => {
  const { train } = syntheticDigits({ train: 1, test: 1, seed: 1 });
  const digit: PngPicture = { width: 28, height: 28, channels: 1, pixels: train.images };
  const mnist = { shape: [28, 28, 1] };

  it('is the picture itself where it is as MNIST’s are', () => {
    expect(networkInput(digit, mnist, 'x.png')).toBe(digit.pixels);
  });

  it('is light ink on dark where the picture is dark on light', () => {
    const dark = { ...digit, pixels: digit.pixels.map((value) => 255 - value) };
    const input = networkInput(dark, mnist, 'x.png');
    expect(input).toHaveLength(784);
    expect(input[0]).toBe(0);
    expect(Math.max(...input)).toBeGreaterThan(200);
  });

  it('is refused where the network is for pictures of another kind', () => {
    expect(() => networkInput(digit, { shape: [32, 32, 3] }, 'x.png')).toThrowError(
      expect.objectContaining({ code: 'SHADEGRAD_PICTURE_SHAPE', message: expect.stringContaining('x.png') }),
    );
  });

  it('is told with the file’s name where nothing is on the picture', () => {
    const empty = { width: 40, height: 40, channels: 1, pixels: new Uint8Array(1600) } as const;
    expect(() => networkInput(empty, mnist, 'blank.png')).toThrowError(
      expect.objectContaining({
        code: 'SHADEGRAD_PICTURE_EMPTY',
        message: expect.stringMatching(/^blank\.png: /),
      }),
    );
  });
});
