// Dropout of LANES elements: drops each with probability RATE and scales the others, so that the mean stays.
//
//   with_dropout(x[i]) = x[i] / (1 − RATE)  where uniform(i) ≥ RATE, else 0
//
// uniform(i) is uniform_from_bits of word j mod 2 of threefry2x32(key = (step.seed, PURPOSE), counter = (step.step,
// ⌊j / 2⌋)), j = i + step.micro_batch·LENGTH_OF_MASK: element i's place in the whole batch. It depends on nothing else, so
// the backward pass draws the mask again in place of storing it, and micro-batches have the mask of the batch.
//
// Draws two pairs of random words. Goes behind step.wgsl, threefry.wgsl and lanes-1.wgsl or lanes-4.wgsl.

override RATE: f32;
override PURPOSE: u32;
override LENGTH_OF_MASK: u32;  // elements of a micro-batch; a multiple of LANES

// `i` counts in LANES.
fn with_dropout(x: Floats, i: u32) -> Floats {
  let element = i * LANES + step.micro_batch * LENGTH_OF_MASK;
  let keep = lanes_at(four_uniforms(element / 4u), element) >= Floats(RATE);
  return select(Floats(0), x * (1.0 / (1.0 - RATE)), keep);
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
