// Dropout: drops each element with probability RATE and scales the others, so that the mean stays.
//
//   y[i] = x[i] / (1 − RATE)  where uniform(i) ≥ RATE, else 0
//
// x  [LENGTH]  f32
// y  [LENGTH]  f32
//
// uniform(i) is uniform_from_bits of word i mod 2 of threefry2x32(key = (step.seed, PURPOSE), counter = (step.step,
// ⌊i / 2⌋)). It depends on nothing else, so the backward pass is this same kernel with dy for x and dx for y.
//
// One invocation makes LANES elements (1, or 4 where LENGTH is a multiple of four): reads 4·LANES bytes, writes as
// many, and draws two pairs of random words. Goes behind step.wgsl, threefry.wgsl and lanes-1.wgsl or lanes-4.wgsl.

override LENGTH: u32;
override RATE: f32;
override PURPOSE: u32;

@group(0) @binding(0) var<storage, read> x: array<Floats>;
@group(0) @binding(1) var<storage, read_write> y: array<Floats>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= LENGTH / LANES) {
    return;
  }
  let element = i * LANES;
  let keep = lanes_at(four_uniforms(element / 4u), element) >= Floats(RATE);
  y[i] = select(Floats(0), x[i] * (1.0 / (1.0 - RATE)), keep);
}

// The random numbers of elements 4·group to 4·group + 3.
fn four_uniforms(group: u32) -> vec4f {
  let key = vec2u(step.seed, PURPOSE);
  let low = threefry2x32(key, vec2u(step.step, 2u * group));
  let high = threefry2x32(key, vec2u(step.step, 2u * group + 1u));
  return vec4f(
    uniform_from_bits(low.x),
    uniform_from_bits(low.y),
    uniform_from_bits(high.x),
    uniform_from_bits(high.y),
  );
}
