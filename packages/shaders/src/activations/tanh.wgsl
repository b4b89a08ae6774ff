// The hyperbolic tangent. WGSL's own may overflow to NaN for large x and is only promised to 2^-11 or so.
// A NaN stays one, though some drivers' exp makes a number of it.
fn activate(x: Floats) -> Floats {
  // (1 - e^-2|x|) / (1 + e^-2|x|) cannot overflow; near 0, where it cancels, the Taylor series is exact to a rounding.
  let e = exp(-2.0 * abs(x));
  let far = sign(x) * (1.0 - e) / (1.0 + e);
  let z = x * x;
  let near = x * (1.0 + z * (-1.0 / 3.0 + z * (2.0 / 15.0 - z * (17.0 / 315.0))));
  let y = select(far, near, abs(x) < Floats(0.2));
  return select(y, x, is_nan(x));
}

// Its derivative, from the output.
fn slope(y: Floats) -> Floats {
  return 1.0 - y * y;
}
