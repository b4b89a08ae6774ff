// The rectifier: max(x, 0). A NaN stays one, so that a diverging run is seen.
fn activate(x: Floats) -> Floats {
  return select(x, Floats(0), x < Floats(0));
}

// Its derivative, from the output; 0 at 0, as in Keras.
fn slope(y: Floats) -> Floats {
  return select(Floats(0), Floats(1), y > Floats(0));
}
