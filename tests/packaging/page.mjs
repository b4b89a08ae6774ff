// The same in a page: the GPU is the browser's.
import { createTrainer, dense, flatten, requestGpu, sequential } from '@shadegrad/core';
import { syntheticDigits } from '@shadegrad/data';
import { linearGrid } from '@shadegrad/shaders';

const gpu = await requestGpu(navigator.gpu);
const model = sequential({
  inputShape: [28, 28, 1],
  layers: [flatten(), dense({ units: 10, activation: 'softmax' })],
});
const trainer = await createTrainer(gpu, { model });
await trainer.fit(syntheticDigits({ train: 1000, test: 1 }).train, { epochs: 1 });
document.body.textContent = `${gpu.adapter.name}: ${trainer.step} steps, ${linearGrid(1, 64).join(' × ')}`;
