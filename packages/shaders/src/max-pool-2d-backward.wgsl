// Max pooling, backward: each gradient goes to the input that won its window.
//
//   dx[n, iy, ix, c] = sum of dy[n, oy, ox, c] over the windows (oy, ox) that hold (iy, ix) and in which it won
//
// dy      [BATCH, OUT_HEIGHT, OUT_WIDTH, CHANNELS]  f32
// winner  like dy                                   u32: ky·KERNEL_WIDTH + kx of the maximum
// dx      [BATCH, HEIGHT, WIDTH, CHANNELS]          f32
//
// Written as a gather, so that windows may overlap without atomics and the order of the sum is fixed: windows from
// top to bottom and, in a row, from left to right.
//
// One invocation makes LANES channels (1, or 4 where CHANNELS is a multiple of four) of one input pixel: reads
// 8·LANES bytes for each window that holds it, writes 4·LANES. Goes behind lanes-1.wgsl or lanes-4.wgsl.

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

@group(0) @binding(0) var<storage, read> dy: array<Floats>;
@group(0) @binding(1) var<storage, read> winner: array<Words>;
@group(0) @binding(2) var<storage, read_write> dx: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  let channel_groups = CHANNELS / LANES;
  if (i >= BATCH * HEIGHT * WIDTH * channel_groups) {
    return;
  }
  let c = i % channel_groups;
  // Counted from the corner of the padding, so that nothing is negative.
  let px = i / channel_groups % WIDTH + PAD_LEFT;
  let py = i / channel_groups / WIDTH % HEIGHT + PAD_TOP;
  let n = i / channel_groups / WIDTH / HEIGHT;

  let oy_end = min(OUT_HEIGHT, py / STRIDE_Y + 1u);
  let ox_end = min(OUT_WIDTH, px / STRIDE_X + 1u);
  var sum = Floats(0);
  for (var oy = first_window(py, KERNEL_HEIGHT, STRIDE_Y); oy < oy_end; oy++) {
    let ky = py - oy * STRIDE_Y;
    for (var ox = first_window(px, KERNEL_WIDTH, STRIDE_X); ox < ox_end; ox++) {
      let kx = px - ox * STRIDE_X;
      let o = ((n * OUT_HEIGHT + oy) * OUT_WIDTH + ox) * channel_groups + c;
      sum += select(Floats(0), dy[o], winner[o] == Words(ky * KERNEL_WIDTH + kx));
    }
  }
  dx[i] = sum;
}

// The first window along one axis that reaches as far as position p.
fn first_window(p: u32, kernel: u32, stride: u32) -> u32 {
  return select(0u, (p - kernel) / stride + 1u, p >= kernel);
}
