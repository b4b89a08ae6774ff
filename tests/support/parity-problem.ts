// The problem that shadegrad and PyTorch both train on for the parity test: the classic network without dropout, 20
// batches of 32 pictures, the same initial weights. All of it comes from integers and float64 additions and products,
// so that it has the same bytes on every machine and need not be stored.

import { createHash } from 'node:crypto';
import {
  classicCnn,
  glorotUniform,
  initialize,
  type Model,
  sequential,
  threefry2x32,
  uniformFromBits,
  writeSafetensors,
} from '@shadegrad/core';

export const STEPS = 20;
export const BATCH_SIZE = 32;
export const CLASSES = 10;

const SIZE = 28;
const PICTURES = STEPS * BATCH_SIZE;
const SEED = 2026;

/** Keras' convolutional network for MNIST, which has 1,199,882 parameters, without its two dropout layers. */
export function parityModel(): Model {
  const layers = classicCnn({ classes: CLASSES }).layers.map(({ settings }) => settings);
  return sequential({
    inputShape: [SIZE, SIZE, 1],
    layers: layers.filter(({ type }) => type !== 'dropout'),
  });
}

/** Initial weights as a safetensors file. Biases are not zero, so that a bias that is left out shows in the first loss. */
export function parityWeights(): Uint8Array<ArrayBuffer> {
  return writeSafetensors(
    parityModel().parameters.map(({ name, shape, index }) => {
      const data = initialize(glorotUniform(), shape, { seed: SEED, parameterIndex: index });
      return { name, shape, data: name.endsWith('/bias') ? data.map((value) => value * 0.1) : data };
    }),
  );
}

/**
 * Pictures u8 [640, 28, 28, 1] and their classes. Each class is a figure of six soft dots, shifted by up to two pixels
 * from picture to picture, under noise: hard enough for a loss that falls over 20 steps without reaching 0.
 */
export function parityPictures(): { images: Uint8Array<ArrayBuffer>; labels: Uint8Array<ArrayBuffer> } {
  const images = new Uint8Array(PICTURES * SIZE * SIZE);
  const labels = new Uint8Array(PICTURES);
  for (let picture = 0; picture < PICTURES; picture++) {
    const label = Math.floor(draw('label', picture, 0) * CLASSES);
    labels[picture] = label;
    const shiftY = Math.floor(draw('shift', picture, 0) * 5) - 2;
    const shiftX = Math.floor(draw('shift', picture, 1) * 5) - 2;
    for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
      const ink = inkAt(label, Math.floor(pixel / SIZE) - shiftY, (pixel % SIZE) - shiftX);
      const noise = draw('noise', picture, pixel);
      // One pixel in four is noise all over, the rest is ink with a little of it.
      const value = noise > 0.75 ? (noise - 0.75) * 4 : Math.max(0, ink - 0.3 * noise);
      images[picture * SIZE * SIZE + pixel] = Math.floor(value * 255.999);
    }
  }
  return { images, labels };
}

/** Fingerprints of what PyTorch was given, kept with its losses. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** How dark a class' figure is at a point, from 0 to 1: the nearest of its dots counts. */
function inkAt(label: number, y: number, x: number): number {
  let ink = 0;
  for (let dot = 0; dot < 6; dot++) {
    const dy = y - (5 + 17 * draw('figure', label, 3 * dot));
    const dx = x - (5 + 17 * draw('figure', label, 3 * dot + 1));
    const radius = 3 + 3 * draw('figure', label, 3 * dot + 2);
    ink = Math.max(ink, 1 - (dy * dy + dx * dx) / (radius * radius));
  }
  return ink;
}

const PURPOSES = { label: 0xf0, shift: 0xf1, noise: 0xf2, figure: 0xf3 };
const bits = new Uint32Array(2);

function draw(purpose: keyof typeof PURPOSES, counter: number, index: number): number {
  threefry2x32(SEED, PURPOSES[purpose], counter, index, bits);
  return uniformFromBits(bits[0]);
}
