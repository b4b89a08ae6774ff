// The rows of the gradient by filter: one a tap, and one of ones behind the last tap, whose product with the output's
// gradient is the gradient of the bias. Goes behind patches-ragged.wgsl.

struct TapOrOnes { tap: Tap, ones: vec4<bool> }

fn tap_or_ones(index: u32) -> TapOrOnes {
  let rows = vec4u(index, index + 1u, index + 2u, index + 3u);
  return TapOrOnes(patch_tap(index), rows == vec4u(TAPS));
}

fn tap_or_ones_at(pixel: Pixel, row: TapOrOnes) -> vec4f {
  return select(patch_at(pixel, row.tap), vec4f(1.0), row.ones);
}
