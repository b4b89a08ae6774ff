// Multiply-adds: as many as an adapter can do, to measure its peak. Nothing is loaded or stored on the way.
//
//   x ← a·x + b, 8·ROUNDS times, for twelve values x that do not depend on each other
//
// factors  [2]            f32: a, b
// y        [INVOCATIONS]  f32: the sum of the twelve values in the end
//
// The values of invocation i begin at (i mod 256) / 256 + 0 .. 11. Twelve in three vec4 are enough to hide the latency of
// a multiply-add and few enough to stay in the registers of a CPU, which is where software adapters keep them.
//
// One invocation does 96·ROUNDS multiply-adds, reads 8 bytes and writes 4.

override INVOCATIONS: u32;
override ROUNDS: u32;

@group(0) @binding(0) var<storage, read> factors: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= INVOCATIONS) {
    return;
  }
  let a = vec4f(factors[0]);
  let b = vec4f(factors[1]);
  var p = vec4f(f32(i % 256u) / 256.0) + vec4f(0.0, 1.0, 2.0, 3.0);
  var q = p + 4.0;
  var r = p + 8.0;
  for (var round = 0u; round < ROUNDS; round++) {
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
    p = fma(p, a, b);
    q = fma(q, a, b);
    r = fma(r, a, b);
  }
  y[i] = dot(p + q + r, vec4f(1.0));
}
