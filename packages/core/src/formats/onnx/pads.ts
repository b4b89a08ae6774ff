// Padding in ONNX' way: by numbers, on each side.

import type { Window2d } from '@shadegrad/shaders';

/** Pixels above, left, below and right of a picture that its windows reach. */
export function padsOf(window: Window2d): readonly [number, number, number, number] {
  const { height, width, kernelHeight, kernelWidth, strideY, strideX } = window;
  const { padTop, padLeft, outHeight, outWidth } = window;
  const below = Math.max(0, (outHeight - 1) * strideY + kernelHeight - height - padTop);
  const right = Math.max(0, (outWidth - 1) * strideX + kernelWidth - width - padLeft);
  return [padTop, padLeft, below, right];
}
