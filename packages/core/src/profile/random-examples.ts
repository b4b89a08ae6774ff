// One batch of random pictures: what a kernel costs does not depend on what it computes with.

import { size } from '../model/index.js';
import type { Plan } from '../plan/index.js';
import { threefry2x32 } from '../random/index.js';
import type { Dataset } from '../training/examples.js';

export function randomExamples({ model, microBatchSize }: Plan): Dataset {
  const classes = size(model.outputShape);
  const words = new Uint32Array(2);
  const images = Uint8Array.from({ length: microBatchSize * size(model.inputShape) }, (_, i) => {
    threefry2x32(0, 0, i, 0, words);
    return words[0] ?? 0;
  });
  return {
    images,
    labels: Uint8Array.from({ length: microBatchSize }, (_, i) => i % Math.min(classes, 256)),
    shape: model.inputShape,
    classes: Array.from({ length: classes }, (_, i) => String(i)),
  };
}
