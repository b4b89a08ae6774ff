// Sum partials: the second pass of a reduction that was split into parts, with the ending that the whole sum gets.
//
//   y[r, c] = ending(Σ partials[s, r, c] over s = 0 .. PARTS − 1)
//
// partials  [PARTS, ROWS, COLUMNS]  f32
// y         [ROWS, COLUMNS]         f32
//
// The parts are added in order of s, so the bits are the same every time.
//
// One invocation makes LANES elements (1, or 4 where rows can be read so): reads 4·LANES·PARTS bytes, writes 4·LANES.
// Goes behind lanes-1.wgsl or lanes-4.wgsl and one of the files sum-ending-*.wgsl.

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
  var sum = Floats(0);
  for (var at = i; at < end; at += length) {
    sum += partials[at];
  }
  y[i] = ending(sum, i);
}
