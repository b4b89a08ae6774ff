// What somebody writes who has just installed the packages: a network learns digits in Node.
import { adam, conv2d, createTrainer, dense, flatten, maxPool2d, sequential } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import { syntheticDigits } from '@shadegrad/data';

const layers = [
  conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }),
  maxPool2d({ poolSize: 4 }),
  flatten(),
  dense({ units: 10, activation: 'softmax' }),
];
const { train, test } = syntheticDigits({ train: 600, test: 200 });
const gpu = await openGpu();
const model = sequential({ inputShape: [28, 28, 1], layers });
const trainer = await createTrainer(gpu, { model, optimizer: adam({ learningRate: 0.01 }), batchSize: 50 });
await trainer.fit(train, { epochs: 3 });
console.log((await trainer.evaluate(test)).evaluation.accuracy);
gpu.close();
