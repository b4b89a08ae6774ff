// Global norm, first pass: the squares of all gradients, summed in parts.
//
//   parts[p] = (m, Σ (g / m)²) over the gradients of part p, m = max |g|
//
// gradients  [LENGTH]  vec4 of f32: g
// parts      [PARTS]   vec2 of f32
//
// Measured by its largest gradient, a part neither overflows nor vanishes where squares of f32 would (above 10¹⁹, below
// 10⁻²³). One workgroup makes one part, each invocation takes every 64·PARTS-th vec4 of it, twice: reads 32 bytes for
// each (the second time from a cache). The order is fixed, so the bits are too. Goes behind team.wgsl.

override LENGTH: u32;
override PARTS: u32;

@group(0) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> parts: array<vec2f>;

const SMALLEST_NORMAL = 1.17549435e-38;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let first = group.x * 64u + local;
  let stride = 64u * PARTS;
  var magnitudes = vec4f();
  for (var i = first; i < LENGTH; i += stride) {
    magnitudes = max(magnitudes, abs(gradients[i]));
  }
  let own = max(max(magnitudes.x, magnitudes.y), max(magnitudes.z, magnitudes.w));
  let largest = team_best(Best(own, local), local).value;

  // Drivers may take what is smaller for zero.
  let is_zero = largest < SMALLEST_NORMAL;
  let unit = select(largest, 1.0, is_zero);
  var squares = vec4f();
  for (var i = first; i < LENGTH; i += stride) {
    let ratios = gradients[i] / unit;
    squares += ratios * ratios;
  }
  let sum = team_sum(squares, local);
  if (local == 0u) {
    parts[group.x] = vec2f(select(largest, 0.0, is_zero), sum.x + sum.y + sum.z + sum.w);
  }
}
