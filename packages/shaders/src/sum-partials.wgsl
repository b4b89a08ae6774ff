// Sum partials: the second pass of a reduction that was split into parts, with the ending that the whole sum gets.
//
//   y[r, c] = finish(bias[c] + Σ partials[s, r, c] over s = 0 .. PARTS − 1)
//
// partials  [PARTS, ROWS, COLUMNS]  f32
// y         [ROWS, COLUMNS]         f32; with `sums`, without its last row
//
// The parts are added in order of s, so the bits are the same every time.
//
// One invocation makes LANES elements (1, or 4 where rows can be read so): reads 4·LANES·PARTS bytes, writes 4·LANES.
// Goes behind the WGSL of `sum-partials.ts`, which declares `finish`, and `bias_at` and `put`, where they are no
// more than `Floats(0)` and `y[i] = value` in the simplest case.

override PARTS: u32;
override ROWS: u32;
override COLUMNS: u32;

@group(0) @binding(0) var<storage, read> partials: array<Floats>;
@group(0) @binding(1) var<storage, read_write> y: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  let length = ROWS * COLUMNS / LANES;
  if (i >= length) {
    return;
  }
  // From one position to another, not from 0 to PARTS, which drivers would unroll.
  let end = PARTS * length;
  var sum = bias_at(i);
  for (var at = i; at < end; at += length) {
    sum += partials[at];
  }
  put(i, finish(sum, i));
}
