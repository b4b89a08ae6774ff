// Networks and pictures that several tests use.

import { conv2d, dense, dropout, flatten, maxPool2d } from '../layers/factories.js';
import { type Model, sequential } from '../model/index.js';
import { threefry2x32 } from '../random/index.js';
import type { Dataset } from '../training/index.js';

/** Small enough that a step takes no time. */
export const tiny = (): Model =>
  sequential({
    name: 'tiny',
    inputShape: [8, 8, 1],
    layers: [
      conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }),
      maxPool2d(),
      dropout({ rate: 0.2 }),
      flatten(),
      dense({ units: 3, activation: 'softmax' }),
    ],
  });

/** Without activations that could die: what grows goes on growing. For `brightThirds`. */
export const deepLinear = (): Model =>
  sequential({
    inputShape: [8, 8, 1],
    layers: [
      conv2d({ filters: 4, kernelSize: 3 }),
      flatten(),
      dense({ units: 16 }),
      dense({ units: 8 }),
      dense({ units: 8 }),
      dense({ units: 3, activation: 'softmax' }),
    ],
  });

/** Noisy pictures of 8×8 whose class is told by where they are bright: learnable within a few epochs. */
export function brightThirds(count: number, seed = 1): Dataset {
  const images = new Uint8Array(count * 64);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const words = new Uint32Array(2);
  for (let i = 0; i < images.length; i++) {
    threefry2x32(seed, 0, i, 0, words);
    const label = Math.floor(i / 64) % 3;
    const isBright = Math.floor((i % 8) / 3) === label;
    images[i] = ((words[0] ?? 0) % 100) + (isBright ? 120 : 0);
  }
  return { images, labels, shape: [8, 8, 1], classes: ['left', 'middle', 'right'] };
}
