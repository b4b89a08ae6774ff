// Softmax along the last axis, forward.
//
//   y[r, c] = exp(x[r, c] − m) / Σ exp(x[r, j] − m),  m = max over j of x[r, j]
//
// x  [ROWS, COLUMNS]  f32
// y  [ROWS, COLUMNS]  f32
//
// A team of TEAM invocations makes one row, each of them every TEAM-th column: reads 12·COLUMNS bytes (the second and
// third time from a cache), writes 4·COLUMNS. Goes behind team.wgsl.

override ROWS: u32;
override COLUMNS: u32;

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

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

  var best = Best(x[own], member);
  for (var i = own + TEAM; i < end; i += TEAM) {
    best = better(best, Best(x[i], i - start));
  }
  let largest = team_best(best, local).value;

  var sum = 0.0;
  for (var i = own; i < end; i += TEAM) {
    // A NaN makes the whole row NaN, though some drivers' exp makes a number of it.
    sum += select(exp(x[i] - largest), x[i], is_nan(x[i]));
  }
  let total = team_sum(vec4f(sum), local).x;

  if (row < ROWS) {
    for (var i = own; i < end; i += TEAM) {
      y[i] = exp(x[i] - largest) / total;
    }
  }
}

// From the bits: WGSL lets a compiler assume that there is no NaN and drop a comparison of a number with itself.
fn is_nan(value: f32) -> bool {
  return (bitcast<u32>(value) & 0x7fffffffu) > 0x7f800000u;
}
