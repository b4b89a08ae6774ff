// Shapes of single examples, without the batch: [height, width, channels] for pictures, [features] for vectors.

export type Shape = readonly number[];

/** Number of elements. */
export function size(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** `28×28×1` */
export function formatShape(shape: Shape): string {
  return shape.join('×');
}
