// The gradient of a convolution's output, laid out as its input sees it: the transposed convolution as a matrix.
//
//   scattered[pixel, tap] = dy[n, (y + PAD_TOP − ky) / STRIDE_Y, (x + PAD_LEFT − kx) / STRIDE_X, f]
//                           where both divide without rest and lie inside of dy, else 0
//   pixel = (n·HEIGHT + y)·WIDTH + x                  tap = (ky·KERNEL_WIDTH + kx)·FILTERS + f
//
// dy  [N, OUT_HEIGHT, OUT_WIDTH, FILTERS]  f32, FILTERS a multiple of four
//
// A load gives four consecutive taps.
// Goes behind the declaration of `dy_at`, which loads four elements (see strategies/input.ts).

struct Pixel { y: u32, x: u32, image: u32 }

fn scattered_pixel(index: u32) -> Pixel {
  let pixel = min(index, PIXELS - 1u);
  return Pixel(pixel / WIDTH % HEIGHT + PAD_TOP, pixel % WIDTH + PAD_LEFT, pixel / (HEIGHT * WIDTH) * OUT_HEIGHT);
}

struct Tap { y: u32, x: u32, filters: u32 }

fn scattered_tap(index: u32) -> Tap {
  let tap = min(index, TAPS - 4u);
  let at = tap / FILTERS;
  return Tap(at / KERNEL_WIDTH, at % KERNEL_WIDTH, tap % FILTERS / 4u);
}

fn scattered_at(pixel: Pixel, tap: Tap) -> vec4f {
  // Left of or above the picture these wrap around to huge numbers and fail the test below.
  let y = pixel.y - tap.y;
  let x = pixel.x - tap.x;
  let oy = y / STRIDE_Y;
  let ox = x / STRIDE_X;
  let inside = (y % STRIDE_Y == 0u) & (x % STRIDE_X == 0u) & (oy < OUT_HEIGHT) & (ox < OUT_WIDTH);
  // One way through and no short circuits: SwiftShader compiles branches in unrolled code for half a minute.
  let at = select(0u, ((pixel.image + oy) * OUT_WIDTH + ox) * (FILTERS / 4u) + tap.filters, inside);
  return select(vec4f(), dy_at(at), inside);
}
