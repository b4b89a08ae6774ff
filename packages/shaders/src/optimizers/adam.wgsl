// Adam, and with weight decay AdamW.
//
//   m ← m + (1 − β₁)·(g − m)
//   v ← v + (1 − β₂)·(g² − v)
//   w ← w − η·λ·w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε)
//
// parameters  [LENGTH]     vec4 of f32: w
// gradients   [LENGTH]     vec4 of f32: g
// slots       [2, LENGTH]  vec4 of f32: all m, then all v; zero before the first step
//
// One invocation updates four parameters: reads 64 bytes, writes 48. η is step.learning_rate, the quotient with t is
// step.bias_correction. ε stands where Keras has it, beside √v without its correction ("epsilon hat" in the paper).
// 1 − β is a constant of its own, because taking β from 1 in f32 would lose four digits of 0.001.
// Goes behind watchdog.wgsl.
//
// Kingma and Ba: Adam (2015). Loshchilov and Hutter: Decoupled Weight Decay Regularization (2019).

override LENGTH: u32;
override ONE_MINUS_BETA_1: f32;
override ONE_MINUS_BETA_2: f32;
override EPSILON: f32;
override WEIGHT_DECAY: f32;  // λ

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
  var m = slots[i];
  var v = slots[LENGTH + i];
  m += ONE_MINUS_BETA_1 * (g - m);
  v += ONE_MINUS_BETA_2 * (g * g - v);
  slots[i] = m;
  slots[LENGTH + i] = v;

  let w = parameters[i];
  let decayed = w - step.learning_rate * WEIGHT_DECAY * w;
  let updated = decayed - step.learning_rate * step.bias_correction * m / (sqrt(v) + EPSILON);
  parameters[i] = updated;
  watch(i, w, g, updated, v);
}
