// The gradient of a convolution's output, laid out as its input sees it, for any number of filters.
//
//   scattered[pixel, tap] = dy[n, (y + PAD_TOP − ky) / STRIDE_Y, (x + PAD_LEFT − kx) / STRIDE_X, f]
//                           where both divide without rest and lie inside of dy, else 0
//   pixel = (n·HEIGHT + y)·WIDTH + x                  tap = (ky·KERNEL_WIDTH + kx)·FILTERS + f
//
// dy  [N, OUT_HEIGHT, OUT_WIDTH, FILTERS]  f32
//
// A load gives four consecutive taps, each found on its own; taps past the last are 0.

@group(0) @binding(0) var<storage, read> dy: array<f32>;

struct Pixel { y: u32, x: u32, image: u32 }

fn scattered_pixel(index: u32) -> Pixel {
  let pixel = min(index, PIXELS - 1u);
  return Pixel(pixel / WIDTH % HEIGHT + PAD_TOP, pixel % WIDTH + PAD_LEFT, pixel / (HEIGHT * WIDTH) * OUT_HEIGHT);
}

struct Tap { y: vec4u, x: vec4u, channel: vec4u, valid: vec4<bool> }

fn scattered_tap(index: u32) -> Tap {
  let tap = vec4u(index, index + 1u, index + 2u, index + 3u);
  let at = tap / FILTERS;
  return Tap(at / KERNEL_WIDTH, at % KERNEL_WIDTH, tap % FILTERS, tap < vec4u(TAPS));
}

fn scattered_at(pixel: Pixel, tap: Tap) -> vec4f {
  // Left of or above the picture these wrap around to huge numbers and fail the test below.
  let y = pixel.y - tap.y;
  let x = pixel.x - tap.x;
  let oy = y / STRIDE_Y;
  let ox = x / STRIDE_X;
  let inside = tap.valid & (y % STRIDE_Y == vec4u()) & (x % STRIDE_X == vec4u())
    & (oy < vec4u(OUT_HEIGHT)) & (ox < vec4u(OUT_WIDTH));
  let at = select(vec4u(), ((pixel.image + oy) * OUT_WIDTH + ox) * FILTERS + tap.channel, inside);
  return select(vec4f(), vec4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]), inside);
}
