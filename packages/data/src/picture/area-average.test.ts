import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaAverage, type Plane } from './area-average.js';

function plane(width: number, amounts: readonly number[]): Plane {
  return { width, height: amounts.length / width, amounts: Float32Array.from(amounts) };
}

const whole = ({ width, height }: Plane) => ({ left: 0, top: 0, width, height });
const sum = ({ amounts }: Plane): number => amounts.reduce((total, amount) => total + amount, 0);

describe('areaAverage', () => {
  it('takes means of whole blocks when the sides divide', () => {
    const source = plane(4, [1, 3, 10, 10, 5, 7, 10, 50]);
    expect([...areaAverage(source, whole(source), 2, 1).amounts]).toEqual([4, 20]);
  });

  it('weighs a pixel that lies in two results by its shares', () => {
    const source = plane(3, [3, 6, 9]);
    // The middle pixel is a third of each half: (3 + 6/2) / 1.5 and (6/2 + 9) / 1.5.
    expect([...areaAverage(source, whole(source), 2, 1).amounts]).toEqual([4, 8]);
  });

  it('changes nothing at the same size, and repeats pixels at twice the size', () => {
    const source = plane(2, [1, 2, 3, 4]);
    expect(areaAverage(source, whole(source), 2, 2)).toEqual(source);
    expect([...areaAverage(source, whole(source), 4, 2).amounts]).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('counts what lies outside as nothing', () => {
    const source = plane(1, [8]);
    expect([...areaAverage(source, { left: -1, top: 0, width: 2, height: 1 }, 1, 1).amounts]).toEqual([4]);
  });

  it('keeps the mean, whatever the sizes', () => {
    const sides = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        sides,
        sides,
        sides,
        sides,
        fc.infiniteStream(fc.nat({ max: 255 })),
        (width, height, toWidth, toHeight, stream) => {
          const source = plane(width, [...stream.take(width * height)]);
          const result = areaAverage(source, whole(source), toWidth, toHeight);
          expect(sum(result) / (toWidth * toHeight)).toBeCloseTo(sum(source) / (width * height), 3);
        },
      ),
    );
  });
});
