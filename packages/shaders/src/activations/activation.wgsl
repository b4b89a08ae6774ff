// An activation, forward, element by element.
//
//   y[i] = activate(x[i])
//
// x  [LENGTH]  f32
// y  [LENGTH]  f32
//
// One invocation makes LANES elements (1, or 4 where LENGTH is a multiple of four): reads 4·LANES bytes, writes as
// many. Goes behind lanes-1.wgsl or lanes-4.wgsl and behind tanh.wgsl or sigmoid.wgsl.

override LENGTH: u32;

@group(0) @binding(0) var<storage, read> x: array<Floats>;
@group(0) @binding(1) var<storage, read_write> y: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i < LENGTH / LANES) {
    y[i] = activate(x[i]);
  }
}
