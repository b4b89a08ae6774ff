// The logistic function 1 / (1 + e^-x), from e^-|x|, which cannot overflow. A NaN stays one, though some drivers' exp
// makes a number of it.
fn activate(x: Floats) -> Floats {
  let e = exp(-abs(x));
  let y = select(Floats(1), e, x < Floats(0)) / (1.0 + e);
  return select(y, x, is_nan(x));
}

// Its derivative, from the output.
fn slope(y: Floats) -> Floats {
  return y * (1.0 - y);
}
