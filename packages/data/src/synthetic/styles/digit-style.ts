// The notation of the styles.
//
// A variant is the path of the pen on a sheet of 100×100, `x,y` from the left upper corner; `|` lifts the pen, and the pen
// turns sharply at a point marked `!`. The variants of a style have the same strokes with the same number of points, so
// that any mixture of them is a digit, too.

/** One way to write a digit. */
export interface DigitStyle {
  /** How common it is, beside the other styles of the digit. */
  readonly weight: number;
  readonly variants: readonly string[];
}
