// Whether numbers are finite, told by their bits: WGSL lets a compiler assume that there are neither NaN nor infinities,
// so that comparing a number with itself, or with the largest one, proves nothing.
const EXPONENT = 0x7f800000u;

fn is_finite(value: f32) -> bool {
  return (bitcast<u32>(value) & EXPONENT) != EXPONENT;
}

fn are_finite(values: vec4f) -> bool {
  return all((bitcast<vec4u>(values) & vec4u(EXPONENT)) != vec4u(EXPONENT));
}
