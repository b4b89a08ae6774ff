// Max pooling, forward.
//
//   y[n, oy, ox, c] = max over ky, kx of x[n, oy·STRIDE_Y + ky − PAD_TOP, ox·STRIDE_X + kx − PAD_LEFT, c]
//
// x       [BATCH, HEIGHT, WIDTH, CHANNELS]          f32
// y       [BATCH, OUT_HEIGHT, OUT_WIDTH, CHANNELS]  f32, through `finish`
// winner  like y                                    u32: ky·KERNEL_WIDTH + kx of the maximum, for the way back
//
// Pixels of the padding never win. The first maximum wins a tie, and a NaN wins over every number: it must not be
// pooled away unseen.
//
// One invocation makes LANES channels (1, or 4 where CHANNELS is a multiple of four) of one output pixel: reads
// 4·LANES·KERNEL_HEIGHT·KERNEL_WIDTH bytes, writes 8·LANES. Goes behind the WGSL of `ending.ts`, which declares `finish`.

override BATCH: u32;
override HEIGHT: u32;
override WIDTH: u32;
override CHANNELS: u32;
override KERNEL_HEIGHT: u32;
override KERNEL_WIDTH: u32;
override STRIDE_Y: u32;
override STRIDE_X: u32;
override PAD_TOP: u32;
override PAD_LEFT: u32;
override OUT_HEIGHT: u32;
override OUT_WIDTH: u32;

@group(0) @binding(0) var<storage, read> x: array<Floats>;
@group(0) @binding(1) var<storage, read_write> y: array<Floats>;
@group(0) @binding(2) var<storage, read_write> winner: array<Words>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  let channel_groups = CHANNELS / LANES;
  if (i >= BATCH * OUT_HEIGHT * OUT_WIDTH * channel_groups) {
    return;
  }
  let c = i % channel_groups;
  let ox = i / channel_groups % OUT_WIDTH;
  let oy = i / channel_groups / OUT_WIDTH % OUT_HEIGHT;
  let n = i / channel_groups / OUT_WIDTH / OUT_HEIGHT;

  // The window's corner, counted from the corner of the padding so that nothing is negative, and the part of the
  // window that lies on the image.
  let top = oy * STRIDE_Y;
  let left = ox * STRIDE_X;
  let ky_first = max(top, PAD_TOP) - top;
  let kx_first = max(left, PAD_LEFT) - left;
  let ky_end = min(KERNEL_HEIGHT, PAD_TOP + HEIGHT - top);
  let kx_end = min(KERNEL_WIDTH, PAD_LEFT + WIDTH - left);

  var best = Floats(negative_infinity());
  var best_at = Words(ky_first * KERNEL_WIDTH + kx_first);
  for (var ky = ky_first; ky < ky_end; ky++) {
    let row = (n * HEIGHT + top + ky - PAD_TOP) * WIDTH;
    for (var kx = kx_first; kx < kx_end; kx++) {
      let value = x[(row + left + kx - PAD_LEFT) * channel_groups + c];
      let wins = (value > best) | (is_nan(value) & !is_nan(best));
      best = select(best, value, wins);
      best_at = select(best_at, Words(ky * KERNEL_WIDTH + kx), wins);
    }
  }
  y[i] = finish(best, i);
  winner[i] = best_at;
}

// WGSL has no literal for it and refuses a constant expression that makes it.
fn negative_infinity() -> f32 {
  var bits = 0xff800000u;
  return bitcast<f32>(bits);
}
