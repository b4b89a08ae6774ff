// The patches of a picture as a matrix, without ever storing it (im2col).
//
//   patches[pixel, tap] = x[n, oy·STRIDE_Y + ky − PAD_TOP, ox·STRIDE_X + kx − PAD_LEFT, c],  0 outside of the picture
//   pixel = (n·OUT_HEIGHT + oy)·OUT_WIDTH + ox        tap = (ky·KERNEL_WIDTH + kx)·CHANNELS + c
//
// x  [N, HEIGHT, WIDTH, CHANNELS]  f32, CHANNELS a multiple of four
//
// A load gives four consecutive taps. What depends on the pixel alone or on the tap alone is computed once and kept.
// Goes behind the declaration of `x_at`, which loads four elements (see strategies/input.ts).

// The upper left corner of a pixel's window: coordinates, and position in x in groups of four channels.
struct Pixel { y: i32, x: i32, origin: i32 }

fn patch_pixel(index: u32) -> Pixel {
  let pixel = min(index, PIXELS - 1u);
  let n = pixel / (OUT_HEIGHT * OUT_WIDTH);
  let y = i32(pixel / OUT_WIDTH % OUT_HEIGHT * STRIDE_Y) - i32(PAD_TOP);
  let x = i32(pixel % OUT_WIDTH * STRIDE_X) - i32(PAD_LEFT);
  return Pixel(y, x, ((i32(n * HEIGHT) + y) * i32(WIDTH) + x) * i32(CHANNELS / 4u));
}

struct Tap { y: i32, x: i32, offset: i32 }

fn patch_tap(index: u32) -> Tap {
  let tap = min(index, TAPS - 4u);
  let at = tap / CHANNELS;
  let y = at / KERNEL_WIDTH;
  let x = at % KERNEL_WIDTH;
  return Tap(i32(y), i32(x), i32(((y * WIDTH + x) * CHANNELS + tap % CHANNELS) / 4u));
}

fn patch_at(pixel: Pixel, tap: Tap) -> vec4f {
  let row = pixel.y + tap.y;
  let column = pixel.x + tap.x;
  // One way through and no short circuits: SwiftShader compiles branches in unrolled code for half a minute.
  let inside = (PADDED == 0u) | ((row >= 0) & (row < i32(HEIGHT)) & (column >= 0) & (column < i32(WIDTH)));
  return select(vec4f(), x_at(u32(select(0, pixel.origin + tap.offset, inside))), inside);
}
