// Targets as a probability for each class; the true class is the most probable one, the first of equals.
//
// labels  [examples, CLASSES]  f32
@group(0) @binding(2) var<storage, read> labels: array<f32>;

fn true_class(example: u32, member: u32, local: u32) -> u32 {
  let start = example * CLASSES;
  let end = start + CLASSES;
  let own = start + member;
  var best = Best(labels[own], member);
  for (var i = own + TEAM; i < end; i += TEAM) {
    best = better(best, Best(labels[i], i - start));
  }
  return team_best(best, local).at;
}

fn target_of(example: u32, truth: u32, c: u32) -> f32 {
  return labels[example * CLASSES + c];
}
