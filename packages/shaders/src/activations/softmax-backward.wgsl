// Softmax along the last axis, backward.
//
//   dx[r, c] = y[r, c] · (dy[r, c] − Σ y[r, j]·dy[r, j])
//
// y   [ROWS, COLUMNS]  f32, what the forward pass made
// dy  [ROWS, COLUMNS]  f32
// dx  [ROWS, COLUMNS]  f32
//
// A team of TEAM invocations makes one row, each of them every TEAM-th column: reads 16·COLUMNS bytes (the second
// time from a cache), writes 4·COLUMNS. Goes behind team.wgsl.

override ROWS: u32;
override COLUMNS: u32;

@group(0) @binding(0) var<storage, read> y: array<f32>;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let row = (id.x + id.y * groups.x * 64u) / TEAM;
  let member = local % TEAM;
  // Teams past the end work on the last row and write nothing: barriers need every invocation. Loops run from one
  // position to another, not from 0 to COLUMNS, which drivers would unroll and take seconds to compile.
  let start = min(row, ROWS - 1u) * COLUMNS;
  let end = start + COLUMNS;
  let own = start + member;

  var sum = 0.0;
  for (var i = own; i < end; i += TEAM) {
    sum += y[i] * dy[i];
  }
  let mean = team_sum(vec4f(sum), local).x;

  if (row < ROWS) {
    for (var i = own; i < end; i += TEAM) {
      dx[i] = y[i] * (dy[i] - mean);
    }
  }
}
