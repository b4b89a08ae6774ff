// The patches of a picture as a matrix, for any number of channels.
//
//   patches[pixel, tap] = x[n, oy·STRIDE_Y + ky − PAD_TOP, ox·STRIDE_X + kx − PAD_LEFT, c],  0 outside of the picture
//   pixel = (n·OUT_HEIGHT + oy)·OUT_WIDTH + ox        tap = (ky·KERNEL_WIDTH + kx)·CHANNELS + c
//
// x  [N, HEIGHT, WIDTH, CHANNELS]  f32
//
// A load gives four consecutive taps, each found on its own, because they may belong to different pixels of x;
// taps past the last are 0.

@group(0) @binding(0) var<storage, read> x: array<f32>;

struct Pixel { y: i32, x: i32, origin: i32 }

fn patch_pixel(index: u32) -> Pixel {
  let pixel = min(index, PIXELS - 1u);
  let n = pixel / (OUT_HEIGHT * OUT_WIDTH);
  let y = i32(pixel / OUT_WIDTH % OUT_HEIGHT * STRIDE_Y) - i32(PAD_TOP);
  let x = i32(pixel % OUT_WIDTH * STRIDE_X) - i32(PAD_LEFT);
  return Pixel(y, x, ((i32(n * HEIGHT) + y) * i32(WIDTH) + x) * i32(CHANNELS));
}

struct Tap { y: vec4i, x: vec4i, offset: vec4i, valid: vec4<bool> }

fn patch_tap(index: u32) -> Tap {
  let tap = vec4u(index, index + 1u, index + 2u, index + 3u);
  let at = tap / CHANNELS;
  let y = at / KERNEL_WIDTH;
  let x = at % KERNEL_WIDTH;
  return Tap(vec4i(y), vec4i(x), vec4i((y * WIDTH + x) * CHANNELS + tap % CHANNELS), tap < vec4u(TAPS));
}

fn patch_at(pixel: Pixel, tap: Tap) -> vec4f {
  var inside = tap.valid;
  if (PADDED != 0u) {
    let y = pixel.y + tap.y;
    let x = pixel.x + tap.x;
    inside &= (y >= vec4i(0)) & (y < vec4i(i32(HEIGHT))) & (x >= vec4i(0)) & (x < vec4i(i32(WIDTH)));
  }
  let at = select(vec4i(0), pixel.origin + tap.offset, inside);
  return select(vec4f(), vec4f(x[at.x], x[at.y], x[at.z], x[at.w]), inside);
}
