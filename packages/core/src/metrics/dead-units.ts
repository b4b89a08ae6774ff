// Units that say nothing: behind a ReLU, one whose input is negative for every picture puts out 0 for all of them and
// learns nothing more from them.

/**
 * Which units of a layer put out 0 for every picture and at every place.
 *
 * @param values [pictures, …, units]: what the layer put out.
 * @param units The layer's channels or units, the last extent of its output.
 *
 * @example
 * ```ts
 * import { deadUnits } from '@shadegrad/core';
 *
 * console.log(deadUnits(Float32Array.of(0, 1, 0, 0, 0, 2), 3)); // [ 0 ]
 * ```
 */
export function deadUnits(values: Float32Array, units: number): number[] {
  const isAlive = new Uint8Array(units);
  values.forEach((value, i) => {
    if (value !== 0) isAlive[i % units] = 1;
  });
  return Array.from(isAlive, (alive, unit) => (alive === 0 ? unit : -1)).filter((unit) => unit >= 0);
}
