// Max pooling, backward, where windows do not overlap: KERNEL_HEIGHT ≤ STRIDE_Y and KERNEL_WIDTH ≤ STRIDE_X.
//
//   dx[n, iy, ix, c] = dy[n, oy, ox, c] if (iy, ix) won window (oy, ox), else 0
//
// dy      [BATCH, OUT_HEIGHT, OUT_WIDTH, CHANNELS]  f32
// winner  like dy                                   u32: ky·KERNEL_WIDTH + kx of the maximum
// dx      [BATCH, HEIGHT, WIDTH, CHANNELS]          f32
//
// The padded input is cut into blocks of STRIDE_Y × STRIDE_X pixels, so that each window lies in a block of its own
// and is read once; max-pool-2d-backward.wgsl, which takes any windows, reads it once for each of its pixels.
//
// One invocation makes LANES channels (1, or 4 where CHANNELS is a multiple of four) of one block: reads 8·LANES
// bytes, writes 4·LANES·STRIDE_Y·STRIDE_X. Goes behind lanes-1.wgsl or lanes-4.wgsl.

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
override BLOCKS_Y: u32;  // ⌈(PAD_TOP + HEIGHT) / STRIDE_Y⌉; the last ones may have no window
override BLOCKS_X: u32;

@group(0) @binding(0) var<storage, read> dy: array<Floats>;
@group(0) @binding(1) var<storage, read> winner: array<Words>;
@group(0) @binding(2) var<storage, read_write> dx: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  let channel_groups = CHANNELS / LANES;
  if (i >= BATCH * BLOCKS_Y * BLOCKS_X * channel_groups) {
    return;
  }
  let c = i % channel_groups;
  let ox = i / channel_groups % BLOCKS_X;
  let oy = i / channel_groups / BLOCKS_X % BLOCKS_Y;
  let n = i / channel_groups / BLOCKS_X / BLOCKS_Y;

  var gradient = Floats(0);
  var won = Words(0);
  if (oy < OUT_HEIGHT && ox < OUT_WIDTH) {
    let o = ((n * OUT_HEIGHT + oy) * OUT_WIDTH + ox) * channel_groups + c;
    gradient = dy[o];
    won = winner[o];
  }

  // The block's corner, counted from the corner of the padding so that nothing is negative, and the part of the block
  // that lies on the image.
  let top = oy * STRIDE_Y;
  let left = ox * STRIDE_X;
  let ky_end = min(STRIDE_Y, PAD_TOP + HEIGHT - top);
  let kx_end = min(STRIDE_X, PAD_LEFT + WIDTH - left);
  for (var ky = max(top, PAD_TOP) - top; ky < ky_end; ky++) {
    let row = (n * HEIGHT + top + ky - PAD_TOP) * WIDTH;
    for (var kx = max(left, PAD_LEFT) - left; kx < kx_end; kx++) {
      // Pixels to the right of the window, between it and the next, win nothing; those below have no winner's number.
      let wins = (won == Words(ky * KERNEL_WIDTH + kx)) & Flags(kx < KERNEL_WIDTH);
      dx[(row + left + kx - PAD_LEFT) * channel_groups + c] = select(Floats(0), gradient, wins);
    }
  }
}
