// A convolution's kernel as the backward pass by input needs it: outputs become inputs.
//
//   flipped[tap, c] = w[ky, kx, c, f],   tap = (ky·KERNEL_WIDTH + kx)·FILTERS + f
//
// w  [KERNEL_HEIGHT, KERNEL_WIDTH, CHANNELS, FILTERS]  f32, FILTERS a multiple of four
//
// A load gives four consecutive taps of one channel c. (Nothing is turned around in memory: the picture's side,
// scattered.wgsl, walks backwards instead.)
// Goes behind the declaration of `w_at`, which loads four elements (see strategies/input.ts).

fn flipped_channel(index: u32) -> u32 { return min(index, CHANNELS - 1u) * (FILTERS / 4u); }

fn flipped_tap(index: u32) -> u32 {
  let tap = min(index, TAPS - 4u);
  return (tap / FILTERS * CHANNELS * FILTERS + tap % FILTERS) / 4u;
}

fn flipped_at(channel: u32, tap: u32) -> vec4f { return w_at(tap + channel); }
