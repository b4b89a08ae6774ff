// The rows of the gradient by filter: one a tap, and one of ones behind the last tap, whose product with the output's
// gradient is the gradient of the bias. Goes behind patches.wgsl.

struct TapOrOnes { tap: Tap, ones: bool }

fn tap_or_ones(index: u32) -> TapOrOnes { return TapOrOnes(patch_tap(index), index >= TAPS); }

fn tap_or_ones_at(pixel: Pixel, row: TapOrOnes) -> vec4f {
  return select(patch_at(pixel, row.tap), vec4f(1.0, 0.0, 0.0, 0.0), row.ones);
}
