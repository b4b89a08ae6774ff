// Targets as class numbers.
//
// labels  [examples]  u8, four to a u32, the first one lowest
@group(0) @binding(2) var<storage, read> labels: array<u32>;

fn true_class(example: u32, member: u32, local: u32) -> u32 {
  return extractBits(labels[example / 4u], example % 4u * 8u, 8u);
}

fn target_of(example: u32, truth: u32, c: u32) -> f32 {
  return f32(c == truth);
}
