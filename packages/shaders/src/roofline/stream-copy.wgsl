// Copy, as in the STREAM benchmark: timed on buffers larger than any cache, it tells the bandwidth that kernels get.
//
//   y[i] = x[i]
//
// x  [LENGTH]  vec4 of f32
// y  [LENGTH]  vec4 of f32
//
// One invocation copies four values: reads 16 bytes, writes 16.

override LENGTH: u32;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= LENGTH) {
    return;
  }
  y[i] = x[i];
}
