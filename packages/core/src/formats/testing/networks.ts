// A network for the tests of model files, and what those tests ask of an error.

import { conv2d, dense, dropout, flatten, maxPool2d } from '../../layers/factories.js';
import { ShadegradError } from '../../errors.js';
import { type Model, type ModelLayer, sequential } from '../../model/index.js';
import { initialWeights } from '../../training/weights.js';
import type { TrainedNetwork } from '../network.js';

/** Small, with each kind of layer that has weights. */
export function smallNetwork(): TrainedNetwork {
  const model = sequential({
    name: 'small',
    inputShape: [6, 5, 2],
    layers: [
      conv2d({ filters: 3, kernelSize: [2, 3], activation: 'relu', padding: 'same' }),
      maxPool2d(),
      dropout({ rate: 0.25 }),
      flatten(),
      dense({ units: 4, activation: 'tanh' }),
      dense({ units: 3, activation: 'softmax' }),
    ],
  });
  return { model, weights: initialWeights(model, 5), classes: ['a', 'b', 'c'] };
}

/** The network with a layer of a kind that no format knows yet. */
export function withFutureLayer({ model, weights }: TrainedNetwork): TrainedNetwork {
  const layers = model.layers.map((layer, index): ModelLayer => {
    if (index !== 2) return layer;
    const settings = { type: 'convolve4d', name: 'from-the-future' };
    return Object.assign({}, layer, { name: 'from-the-future', settings });
  });
  const future: Model = { ...model, layers };
  return { model: future, weights };
}

/** What `outcomeOf` says of a file that is read or refused as it should be. */
export const TOLD = /^(read|SHADEGRAD_(FORMAT|SAFETENSORS|WEIGHTS|MODEL|LAYER)\w*)$/;

/** What becomes of a damaged file: the code of an error that has a fix, or `read`; anything else is thrown. */
export async function outcomeOf(reading: () => Promise<unknown>): Promise<string> {
  try {
    await reading();
    return 'read';
  } catch (error) {
    const isTold = error instanceof ShadegradError && error.fix.length > 10 && error.message.length < 600;
    if (isTold) return error.code;
    throw error;
  }
}
