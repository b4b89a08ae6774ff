// RMSprop, plain or centered, with or without momentum.
//
//   v ← v + (1 − ρ)·(g² − v)
//   a ← a + (1 − ρ)·(g − a)       centered only; else a stays 0
//   d = η·g / √(v − a² + ε)
//   u ← μ·u + d                   with momentum only; else u = d
//   w ← w − u
//
// parameters  [LENGTH]         vec4 of f32: w
// gradients   [LENGTH]         vec4 of f32: g
// slots       [SLOTS, LENGTH]  vec4 of f32: all v, then all u with momentum, then all a if centered; zero at first
//
// One invocation updates four parameters: reads 32 + 16·SLOTS bytes, writes 16 + 16·SLOTS. η is step.learning_rate.
// ε stands under the root, as in Keras. Goes behind watchdog.wgsl.
//
// Hinton: Neural Networks for Machine Learning, lecture 6e (2012). Centered: Graves (2013).

override LENGTH: u32;
override ONE_MINUS_RHO: f32;
override MOMENTUM: f32;  // μ
override CENTERED: bool;
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
  var squares = slots[i];
  squares += ONE_MINUS_RHO * (g * g - squares);
  slots[i] = squares;

  var next = LENGTH + i;
  let momentum_slot = next;
  if (MOMENTUM > 0.0) {
    next += LENGTH;
  }
  var variance = squares;
  if (CENTERED) {
    var mean = slots[next];
    mean += ONE_MINUS_RHO * (g - mean);
    slots[next] = mean;
    // Rounding can bring the difference below zero where the gradient hardly changes.
    variance = max(variance - mean * mean, vec4f());
  }

  var update = step.learning_rate * g / sqrt(variance + EPSILON);
  if (MOMENTUM > 0.0) {
    update += MOMENTUM * slots[momentum_slot];
    slots[momentum_slot] = update;
  }
  let w = parameters[i];
  let updated = w - update;
  parameters[i] = updated;
  watch(i, w, g, updated, squares);
}
