// Clip by global norm, second pass: scales all gradients together, so that their norm is at most MAX_NORM.
//
//   n = √(Σ g² over all gradients)
//   g ← g · MAX_NORM / n   where n > MAX_NORM, else g
//
// gradients  [LENGTH]  vec4 of f32: g
// parts      [PARTS]   vec2 of f32, as global-norm.wgsl left them; at most 64
//
// Every workgroup adds up the parts for itself, in the same order. One invocation scales four gradients: reads 8·PARTS
// bytes together with its workgroup, and where the norm is too large reads and writes 16. Gradients that are not finite
// have no norm and are left as they are, so that the watchdog tells where they were. Goes behind finite.wgsl and team.wgsl.
//
// Pascanu, Mikolov and Bengio: On the difficulty of training recurrent neural networks (2013), algorithm 1.

override LENGTH: u32;
override PARTS: u32;
override MAX_NORM: f32;

@group(0) @binding(0) var<storage, read_write> gradients: array<vec4f>;
@group(0) @binding(1) var<storage, read> parts: array<vec2f>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  var own = vec2f(0, 0);
  if (local < PARTS) {
    own = parts[local];
  }
  let largest = team_best(Best(own.x, local), local).value;
  let ratio = own.x / largest;
  let norm = largest * sqrt(team_sum(vec4f(own.y * ratio * ratio, 0, 0, 0), local).x);

  let i = id.x + id.y * groups.x * 64u;
  if (i < LENGTH && is_finite(norm) && norm > MAX_NORM) {
    gradients[i] *= MAX_NORM / norm;
  }
}
