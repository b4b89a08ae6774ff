// A process that may not take more memory than `ulimit -v` says: asks an adapter of which nothing is known for more than
// that, and then for what it can have. Prints what came of it.

import {
  activation,
  conv2d,
  createTrainer,
  dense,
  flatten,
  maxPool2d,
  sequential,
  ShadegradError,
} from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';

const [adapterName = '', batchSize = ''] = process.argv.slice(2);
const opened = await openGpu({ adapter: adapterName });
const { memory, ...adapter } = opened.adapter;
const gpu = { ...opened, adapter };
/** Five tensors of 100 KB an example, for which few kernels have to be compiled. */
const model = sequential({
  inputShape: [28, 28, 1],
  layers: [
    conv2d({ filters: 32, kernelSize: 1, activation: 'tanh' }),
    activation({ activation: 'sigmoid' }),
    activation({ activation: 'tanh' }),
    maxPool2d({ poolSize: 7 }),
    flatten(),
    dense({ units: 2, activation: 'softmax' }),
  ],
});
const told = { memory };
try {
  await createTrainer(gpu, { model, batchSize: Number(batchSize) });
} catch (error) {
  if (!(error instanceof ShadegradError)) throw error;
  const { code, message, fix } = error;
  Object.assign(told, { code, message, fix });
}
const trainer = await createTrainer(gpu, { model, batchSize: Number(batchSize), microBatchSize: 'auto' });
const prediction = await trainer.predict(new Uint8Array(784));
console.log(
  JSON.stringify({ ...told, microBatchSize: trainer.plan.microBatchSize, outputs: prediction.length }),
);
trainer.destroy();
opened.close();
