// Weights by name, and how they lie in the one buffer that holds them all.

import { ShadegradError } from '../errors.js';
import { initialize } from '../initializers/index.js';
import type { Model, Parameter, Shape } from '../model/index.js';

export interface WeightTensor {
  readonly shape: Shape;
  readonly data: Float32Array<ArrayBuffer>;
}

/** Tensors by name: `conv2d/kernel`, `conv2d/bias`, … */
export type Weights = ReadonlyMap<string, WeightTensor>;

/** The weights that a run with this seed begins with. */
export function initialWeights(model: Model, seed: number): Weights {
  return new Map(
    model.parameters.map(({ name, shape, index, initializer }) => [
      name,
      { shape, data: initialize(initializer, shape, { seed, parameterIndex: index }) },
    ]),
  );
}

/** All weights as one array, as the buffer `parameters` (or one slot of the optimizer) holds them. */
export function packWeights(model: Model, weights: Weights): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(model.parameterBufferLength);
  for (const parameter of model.parameters) {
    const tensor = weights.get(parameter.name);
    if (tensor !== undefined) packed.set(tensor.data, parameter.offset);
  }
  return packed;
}

/** The inverse of `packWeights`; the tensors are copies. */
export function unpackWeights(model: Model, packed: Float32Array<ArrayBuffer>): Weights {
  return new Map(
    model.parameters.map(({ name, shape, offset, length }) => [
      name,
      { shape, data: packed.slice(offset, offset + length) },
    ]),
  );
}

/**
 * Checks that `weights` are those of `model`: every tensor, each of the right shape, and no other.
 *
 * @throws ShadegradError `SHADEGRAD_WEIGHTS` naming the first that is off.
 */
export function checkWeights(model: Model, weights: Weights): void {
  for (const parameter of model.parameters) checkTensor(parameter, weights.get(parameter.name), model.name);
  const known = new Set(model.parameters.map(({ name }) => name));
  const extra = [...weights.keys()].find((name) => !known.has(name));
  if (extra !== undefined)
    throw wrongWeights(`There is a tensor "${extra}", which the model "${model.name}" lacks.`);
}

function checkTensor(parameter: Parameter, tensor: WeightTensor | undefined, model: string): void {
  const { name, shape, length } = parameter;
  if (tensor === undefined) throw wrongWeights(`The tensor "${name}" of the model "${model}" is missing.`);
  if (tensor.shape.join() !== shape.join() || tensor.data.length !== length) {
    throw wrongWeights(
      `The tensor "${name}" is [${tensor.shape.join(', ')}] instead of [${shape.join(', ')}].`,
    );
  }
}

const wrongWeights = (what: string): ShadegradError =>
  new ShadegradError(
    'SHADEGRAD_WEIGHTS',
    what,
    'Give the weights of this very network, or the network of these weights.',
  );
