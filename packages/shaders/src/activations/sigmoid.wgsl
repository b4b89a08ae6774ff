// The logistic function 1 / (1 + e^-x), from e^-|x|, which cannot overflow.
fn activate(x: Floats) -> Floats {
  let e = exp(-abs(x));
  return select(Floats(1), e, x < Floats(0)) / (1.0 + e);
}

// Its derivative, from the output.
fn slope(y: Floats) -> Floats {
  return y * (1.0 - y);
}
