// Gradient descent with momentum.
//
//   v ← μ·v − η·g
//   w ← w + v            or, with Nesterov's momentum,  w ← w + μ·v − η·g
//
// parameters  [LENGTH]  vec4 of f32: w
// gradients   [LENGTH]  vec4 of f32: g
// slots       [LENGTH]  vec4 of f32: v; zero before the first step
//
// One invocation updates four parameters: reads 48 bytes, writes 32. η is step.learning_rate. Goes behind
// watchdog.wgsl.

override LENGTH: u32;
override MOMENTUM: f32;  // μ
override NESTEROV: bool;

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
  let w = parameters[i];
  let descent = step.learning_rate * g;
  let velocity = MOMENTUM * slots[i] - descent;
  slots[i] = velocity;
  let updated = w + select(velocity, MOMENTUM * velocity - descent, NESTEROV);
  parameters[i] = updated;
  watch(i, w, g, updated, velocity);
}
