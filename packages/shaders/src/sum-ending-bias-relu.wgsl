// The sum plus its column's bias, negative values set to zero. A NaN stays one.
//
// bias  [COLUMNS]  f32
@group(0) @binding(2) var<storage, read> bias: array<Floats>;

fn ending(sum: Floats, i: u32) -> Floats {
  let value = sum + bias[i % (COLUMNS / LANES)];
  return select(value, Floats(0), value < Floats(0));
}
