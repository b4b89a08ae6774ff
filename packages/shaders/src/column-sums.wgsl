// Column sums: the first pass of a bias gradient, the sum of a matrix over its rows.
//
//   partials[s, c] = Σ x[r, c] over the rows r of part s: s·ROWS_PER_PART .. (s + 1)·ROWS_PER_PART, up to ROWS
//
// x         [ROWS, COLUMNS]   f32
// partials  [PARTS, COLUMNS]  f32; sum-partials.wgsl adds them up
//
// One invocation makes LANES columns (1, or 4 where COLUMNS is a multiple of four) of one part: reads
// 4·LANES·ROWS_PER_PART bytes, writes 4·LANES. Goes behind lanes-1.wgsl or lanes-4.wgsl.

override ROWS: u32;
override COLUMNS: u32;
override PARTS: u32;
override ROWS_PER_PART: u32;

@group(0) @binding(0) var<storage, read> x: array<Floats>;
@group(0) @binding(1) var<storage, read_write> partials: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  let column_groups = COLUMNS / LANES;
  if (i >= PARTS * column_groups) {
    return;
  }
  let c = i % column_groups;
  let first = i / column_groups * ROWS_PER_PART;
  let end = min(first + ROWS_PER_PART, ROWS);
  var sum = Floats(0);
  for (var r = first; r < end; r++) {
    sum += x[r * column_groups + c];
  }
  partials[i] = sum;
}
