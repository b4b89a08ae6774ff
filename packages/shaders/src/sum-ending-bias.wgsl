// The sum plus its column's bias.
//
// bias  [COLUMNS]  f32
@group(0) @binding(2) var<storage, read> bias: array<Floats>;

fn ending(sum: Floats, i: u32) -> Floats {
  return sum + bias[i % (COLUMNS / LANES)];
}
