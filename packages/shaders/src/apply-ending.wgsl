// An ending as a kernel of its own, where no kernel before it could take it over: element by element.
//
//   y[i] = finish(x[i], i)
//
// x  [LENGTH]  f32
// y  [LENGTH]  f32
//
// One invocation makes LANES elements (1, or 4 where LENGTH is a multiple of four): reads 4·LANES bytes, and as many of
// a mask, and writes 4·LANES. Goes behind the WGSL of `ending.ts`, which declares `finish`.

override LENGTH: u32;

@group(0) @binding(0) var<storage, read> x: array<Floats>;
@group(0) @binding(1) var<storage, read_write> y: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i < LENGTH / LANES) {
    y[i] = finish(x[i], i);
  }
}
