// An activation, backward, element by element.
//
//   dx[i] = dy[i] · slope(y[i])
//
// y   [LENGTH]  f32, what the forward pass made: each of these derivatives is a function of the output
// dy  [LENGTH]  f32
// dx  [LENGTH]  f32
//
// One invocation makes LANES elements (1, or 4 where LENGTH is a multiple of four): reads 8·LANES bytes, writes
// 4·LANES. Goes behind lanes-1.wgsl or lanes-4.wgsl and behind tanh.wgsl or sigmoid.wgsl.

override LENGTH: u32;

@group(0) @binding(0) var<storage, read> y: array<Floats>;
@group(0) @binding(1) var<storage, read> dy: array<Floats>;
@group(0) @binding(2) var<storage, read_write> dx: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i < LENGTH / LANES) {
    dx[i] = dy[i] * slope(y[i]);
  }
}
