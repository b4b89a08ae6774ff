// Adadelta.
//
//   v ← v + (1 − ρ)·(g² − v)
//   d = g · √(u + ε) / √(v + ε)
//   u ← u + (1 − ρ)·(d² − u)
//   w ← w − η·d
//
// parameters  [LENGTH]     vec4 of f32: w
// gradients   [LENGTH]     vec4 of f32: g
// slots       [2, LENGTH]  vec4 of f32: all v, then all u; zero before the first step
//
// One invocation updates four parameters: reads 64 bytes, writes 48. η is step.learning_rate; the paper has none, so
// its value there is 1. Goes behind watchdog.wgsl.
//
// Zeiler: ADADELTA (2012).

override LENGTH: u32;
override ONE_MINUS_RHO: f32;
override EPSILON: f32;

@group(0) @binding(0) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> slots: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= LENGTH) {
    return;
  }
  let g = gradients[i];
  var v = slots[i];
  var u = slots[LENGTH + i];
  v += ONE_MINUS_RHO * (g * g - v);
  let d = g * sqrt(u + EPSILON) / sqrt(v + EPSILON);
  u += ONE_MINUS_RHO * (d * d - u);
  slots[i] = v;
  slots[LENGTH + i] = u;
  let w = parameters[i];
  let updated = w - step.learning_rate * d;
  parameters[i] = updated;
  watch(i, w, g, updated, v + u);
}
