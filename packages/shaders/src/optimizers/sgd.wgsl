// Gradient descent.
//
//   w ← w − η·g
//
// parameters  [LENGTH]  vec4 of f32: w
// gradients   [LENGTH]  vec4 of f32: g
//
// One invocation updates four parameters: reads 32 bytes, writes 16. η is step.learning_rate. Goes behind
// watchdog.wgsl.

override LENGTH: u32;

@group(0) @binding(0) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= LENGTH) {
    return;
  }
  let g = gradients[i];
  let w = parameters[i];
  let updated = w - step.learning_rate * g;
  parameters[i] = updated;
  watch(i, w, g, updated, vec4f());
}
