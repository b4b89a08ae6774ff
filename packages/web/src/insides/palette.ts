// Colours of values. The brighter, the farther from 0: white where values have one sign, as ink is in the pictures; orange
// above 0 and blue below where they have two. Both stand on black in either theme, and a legend says what they mean.

export interface ValueScale {
  /** Whether values have both signs. */
  readonly isSigned: boolean;
  /** The largest distance from 0. */
  readonly most: number;
}

/** A scale on which all of the values lie. */
export function scaleOf(values: ArrayLike<number>): ValueScale {
  let [low, high] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { isSigned: low < 0, most: Math.max(-low, high) };
}

type Color = readonly [red: number, green: number, blue: number];

const BLACK: Color = [0, 0, 0];
const WHITE: Color = [255, 255, 255];
const ABOVE: Color = [245, 130, 32];
const BELOW: Color = [48, 128, 255];
const FAR_ABOVE: Color = [255, 232, 205];
const FAR_BELOW: Color = [208, 228, 255];
const NOT_FINITE: Color = [255, 0, 200];

/** The colour of a value; one that is no number is magenta. */
export function colorOf(value: number, { isSigned, most }: ValueScale): Color {
  if (!Number.isFinite(value)) return NOT_FINITE;
  const share = most === 0 ? 0 : Math.min(1, Math.abs(value) / most);
  if (!isSigned) return mix(BLACK, WHITE, share);
  const [full, far] = value < 0 ? [BELOW, FAR_BELOW] : [ABOVE, FAR_ABOVE];
  return share < 0.6 ? mix(BLACK, full, share / 0.6) : mix(full, far, (share - 0.6) / 0.4);
}

function mix(a: Color, b: Color, share: number): Color {
  const at = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * share);
  return [at(0), at(1), at(2)];
}

/** Paints a value as a pixel of a picture. */
export function paintValue(image: ImageData, pixel: number, value: number, scale: ValueScale): void {
  const [red, green, blue] = colorOf(value, scale);
  image.data.set([red, green, blue, 255], 4 * pixel);
}
