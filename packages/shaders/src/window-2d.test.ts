import { expect, test } from 'vitest';
import { window2d } from './window-2d.js';

const settings = { batch: 1, width: 1, channels: 1 } as const;

// Sizes as TensorFlow's documentation of padding derives them.
test.each([
  { padding: 'valid', height: 28, kernel: 3, stride: 1, outHeight: 26, padTop: 0 },
  { padding: 'valid', height: 25, kernel: 2, stride: 2, outHeight: 12, padTop: 0 },
  { padding: 'valid', height: 10, kernel: 3, stride: 4, outHeight: 2, padTop: 0 },
  { padding: 'valid', height: 3, kernel: 3, stride: 1, outHeight: 1, padTop: 0 },
  { padding: 'same', height: 28, kernel: 3, stride: 1, outHeight: 28, padTop: 1 },
  { padding: 'same', height: 25, kernel: 2, stride: 2, outHeight: 13, padTop: 0 },
  { padding: 'same', height: 13, kernel: 6, stride: 5, outHeight: 3, padTop: 1 },
  { padding: 'same', height: 10, kernel: 2, stride: 4, outHeight: 3, padTop: 0 },
  { padding: 'same', height: 3, kernel: 7, stride: 1, outHeight: 3, padTop: 3 },
  { padding: 'same', height: 4, kernel: 4, stride: 1, outHeight: 4, padTop: 1 },
] as const)(
  "'$padding' puts $outHeight windows of $kernel at stride $stride on $height rows, $padTop of padding above",
  ({ padding, height, kernel, stride, outHeight, padTop }) => {
    const window = window2d({ ...settings, height, kernelSize: [kernel, 1], strides: [stride, 1], padding });
    expect(window).toMatchObject({ outHeight, padTop, outWidth: 1, padLeft: 0 });
    const turned = window2d({
      ...settings,
      height: 1,
      width: height,
      kernelSize: [1, kernel],
      strides: [1, stride],
      padding,
    });
    expect(turned).toMatchObject({ outWidth: outHeight, padLeft: padTop, outHeight: 1, padTop: 0 });
  },
);

test("a 'valid' window larger than the image is refused", () => {
  expect(() =>
    window2d({ ...settings, height: 4, kernelSize: [5, 1], strides: [1, 1], padding: 'valid' }),
  ).toThrow('outHeight must be a positive integer, not 0');
});

test('a stride of zero is refused', () => {
  expect(() =>
    window2d({ ...settings, height: 4, kernelSize: [2, 1], strides: [0, 1], padding: 'same' }),
  ).toThrow('strideY must be a positive integer, not 0');
});
