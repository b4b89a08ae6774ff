// Threefry-2x32 with 20 rounds: a counter-based random generator.
//
//   threefry2x32(key, counter) = 64 random bits, the same for the same key and counter, with no state between calls
//
// Any invocation draws the number that belongs to it without knowing of the others, and the backward pass draws a
// dropout mask again in place of storing it. Integers only, so that every adapter and packages/core's
// random/threefry.ts make the same bits. A call costs about 110 integer operations and no memory.
//
// Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3 (SC 2011).

// One round: add the halves, rotate the second, mix the first into it.
fn threefry_round(x: vec2u, rotation: u32) -> vec2u {
  let sum = x.x + x.y;
  return vec2u(sum, ((x.y << rotation) | (x.y >> (32u - rotation))) ^ sum);
}

fn threefry_rounds_a(x: vec2u) -> vec2u {
  return threefry_round(threefry_round(threefry_round(threefry_round(x, 13u), 15u), 26u), 6u);
}

fn threefry_rounds_b(x: vec2u) -> vec2u {
  return threefry_round(threefry_round(threefry_round(threefry_round(x, 17u), 29u), 16u), 24u);
}

// Here the key is (seed, purpose) and the counter (step, index); see random/purposes.ts in packages/core.
fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
  // The third key word is the parity of the other two; the constant keeps an all-zero key from being all zero.
  let parity = key.x ^ key.y ^ 0x1BD11BDAu;
  var x = counter + key;
  x = threefry_rounds_a(x) + vec2u(key.y, parity + 1u);
  x = threefry_rounds_b(x) + vec2u(parity, key.x + 2u);
  x = threefry_rounds_a(x) + vec2u(key.x, key.y + 3u);
  x = threefry_rounds_b(x) + vec2u(key.y, parity + 4u);
  return threefry_rounds_a(x) + vec2u(parity, key.x + 5u);
}

// Uniform in [0, 1): the upper 24 bits times 2^-24, exact in f32 and never 1.
fn uniform_from_bits(bits: u32) -> f32 {
  return f32(bits >> 8u) * 5.9604644775390625e-8;
}
