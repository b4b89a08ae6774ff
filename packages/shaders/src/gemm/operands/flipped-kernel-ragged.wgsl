// A convolution's kernel as the backward pass by input needs it, for any number of filters.
//
//   flipped[tap, c] = w[ky, kx, c, f],   tap = (ky·KERNEL_WIDTH + kx)·FILTERS + f
//
// w  [KERNEL_HEIGHT, KERNEL_WIDTH, CHANNELS, FILTERS]  f32
//
// A load gives four consecutive taps of one channel c; taps past the last are 0.

@group(0) @binding(1) var<storage, read> w: array<f32>;

fn flipped_channel(index: u32) -> u32 { return min(index, CHANNELS - 1u) * FILTERS; }

struct FlippedTap { offset: vec4u, valid: vec4<bool> }

fn flipped_tap(index: u32) -> FlippedTap {
  let tap = vec4u(index, index + 1u, index + 2u, index + 3u);
  let offset = tap / FILTERS * (CHANNELS * FILTERS) + tap % FILTERS;
  return FlippedTap(offset, tap < vec4u(TAPS));
}

fn flipped_at(channel: u32, tap: FlippedTap) -> vec4f {
  let at = select(vec4u(), tap.offset + channel, tap.valid);
  return select(vec4f(), vec4f(w[at.x], w[at.y], w[at.z], w[at.w]), tap.valid);
}
