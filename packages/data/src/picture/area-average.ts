// Resizing by area: a pixel of the result is the mean of what it covers, with whole and partial pixels weighed alike.

/** A rectangle in pixels; its sides may lie between pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A plane of values, row after row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly amounts: Float32Array;
}

/** What one pixel of the result takes from a line of the source: `weights[i]` of pixel `first + i`. */
interface Cover {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Resizes part of a plane to `width` × `height`; what lies outside the plane counts as 0. */
export function areaAverage(source: Plane, box: Box, width: number, height: number): Plane {
  const columns = covers(source.width, box.left, box.width, width);
  const rows = covers(source.height, box.top, box.height, height);
  const amounts = new Float32Array(width * height);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      let sum = 0;
      row.weights.forEach((rowWeight, i) => {
        const line = (row.first + i) * source.width + column.first;
        column.weights.forEach((weight, j) => {
          sum += rowWeight * weight * (source.amounts[line + j] ?? 0);
        });
      });
      amounts[y * width + x] = sum;
    });
  });
  return { width, height, amounts };
}

function covers(size: number, start: number, length: number, count: number): Cover[] {
  const step = length / count;
  return Array.from({ length: count }, (_, index) => {
    const begin = start + index * step;
    const end = begin + step;
    const first = Math.max(0, Math.floor(begin));
    const last = Math.min(size, Math.ceil(end));
    const weights: number[] = [];
    for (let position = first; position < last; position++) {
      weights.push((Math.min(end, position + 1) - Math.max(begin, position)) / step);
    }
    return { first, weights };
  });
}
