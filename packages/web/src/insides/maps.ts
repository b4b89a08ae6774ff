// What a layer puts out, seen as pictures: a feature map for each channel, or, where it is a vector, one picture with a
// pixel for each unit.

import { type Shape, size } from '@shadegrad/core';

export interface Maps {
  readonly height: number;
  readonly width: number;
  /** Pictures. */
  readonly channels: number;
  /** Values in all; a picture of a vector may have pixels left over. */
  readonly length: number;
  readonly isVector: boolean;
}

/** A pixel of one of the maps. */
export interface Place {
  readonly y: number;
  readonly x: number;
  readonly channel: number;
}

export function mapsOf(shape: Shape): Maps {
  const [height, width, channels] = shape;
  const length = size(shape);
  if (shape.length === 3 && height !== undefined && width !== undefined && channels !== undefined) {
    return { height, width, channels, length, isVector: false };
  }
  // Twice as wide as high, so that it can stand in a row with others.
  const columns = length <= 16 ? length : Math.ceil(Math.sqrt(2 * length));
  return { height: Math.ceil(length / columns), width: columns, channels: 1, length, isVector: true };
}

/** Position of a pixel's value among the layer's. */
export const indexOf = ({ width, channels }: Maps, { y, x, channel }: Place): number =>
  (y * width + x) * channels + channel;

const within = (value: number, extent: number): number => Math.min(extent - 1, Math.max(0, value));

/** The nearest place that there is. */
export function withinMaps(maps: Maps, { y, x, channel }: Place): Place {
  const place = {
    y: within(y, maps.height),
    x: within(x, maps.width),
    channel: within(channel, maps.channels),
  };
  if (indexOf(maps, place) < maps.length) return place;
  return { ...place, x: (maps.length - 1) % maps.width };
}

/** The place of the largest value, which has something to tell. */
export function placeOfLargest(maps: Maps, values: Float32Array): Place {
  let largest = 0;
  values.forEach((value, i) => {
    if (value > (values[largest] ?? 0)) largest = i;
  });
  const pixel = Math.floor(largest / maps.channels);
  return {
    y: Math.floor(pixel / maps.width),
    x: pixel % maps.width,
    channel: largest % maps.channels,
  };
}
