// Exponential moving average of the weights.
//
//   m = min(1 − ONE_MINUS_MOMENTUM, (1 + t) / (10 + t))
//   a ← a + (1 − m)·(w − a)
//
// weights  [LENGTH]  vec4 of f32: w, after the step's update
// average  [LENGTH]  vec4 of f32: a; before the first step the initial weights
//
// One invocation averages four weights: reads 32 bytes, writes 16. t is step.step, counted from 0. The share of the past
// grows with what there is of it, as in TensorFlow's ExponentialMovingAverage with num_updates: with the momentum alone, an
// average over a thousand steps would still hold a third of the initial weights after the first thousand.
// Goes behind step.wgsl.

override LENGTH: u32;
override ONE_MINUS_MOMENTUM: f32;

@group(0) @binding(0) var<storage, read> weights: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> average: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= LENGTH) {
    return;
  }
  // 1 − (1 + t) / (10 + t) = 9 / (10 + t)
  let share = max(ONE_MINUS_MOMENTUM, 9.0 / (10.0 + f32(step.step)));
  average[i] += share * (weights[i] - average[i]);
}
