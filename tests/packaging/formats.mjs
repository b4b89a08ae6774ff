// A page that saves what it has trained, and opens what others have: a format is loaded when it is asked for.
import { dense, initialWeights, sequential } from '@shadegrad/core';
import { exportModel, importModel } from '@shadegrad/core/formats';

const model = sequential({ inputShape: [4], layers: [dense({ units: 3, activation: 'softmax' })] });
const files = await exportModel({ model, weights: initialWeights(model, 1) }, 'keras');
document.body.textContent = `${[...files.keys()].join()}: ${(await importModel(files)).model.parameterCount}`;
