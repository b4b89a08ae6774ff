// Accumulate gradients: those of a step whose batch is computed in several micro-batches.
//
//   total ← g           at the step's first micro-batch
//   total ← total + g   at all others
//
// gradients  [LENGTH]  vec4 of f32: g, each micro-batch's share of the gradient of the whole batch's mean loss
// total      [LENGTH]  vec4 of f32
//
// One invocation adds four gradients: reads 32 bytes, writes 16. Goes behind step.wgsl.

override LENGTH: u32;

@group(0) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> total: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= LENGTH) {
    return;
  }
  var sum = gradients[i];
  if (step.micro_batch > 0u) {
    sum += total[i];
  }
  total[i] = sum;
}
