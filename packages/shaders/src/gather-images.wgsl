// Gather images: a batch's examples, picked by the shuffled order and turned from bytes into numbers.
//
//   x[b, e] = images[order[step.first + b], e] / 255   for b < step.count, else 0
//
// images  [examples, ELEMENTS]  u8, four to a u32, the first one lowest; no gaps between examples
// order   [examples]            u32
// x       [BATCH, ELEMENTS]     f32
//
// One invocation makes LANES elements of x (1, or 4 where ELEMENTS is a multiple of four): reads one word of images
// and one of order, writes 4·LANES bytes. Goes behind step.wgsl and lanes-1.wgsl or lanes-4.wgsl.

override BATCH: u32;
override ELEMENTS: u32;

@group(0) @binding(0) var<storage, read> images: array<u32>;
@group(0) @binding(1) var<storage, read> order: array<u32>;
@group(0) @binding(2) var<storage, read_write> x: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= BATCH * ELEMENTS / LANES) {
    return;
  }
  let b = i * LANES / ELEMENTS;
  if (b >= step.count) {
    x[i] = Floats(0);
    return;
  }
  let element = i * LANES % ELEMENTS;
  let byte = order[step.first + b] * ELEMENTS + element;
  x[i] = lanes_at(unpack4x8unorm(images[byte / 4u]), byte);
}
