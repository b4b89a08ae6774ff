// Softmax, cross-entropy, its gradient and what there is to count, for one training step.
//
//   gradient[b, c] = (p·Σ t' − t') / step.total   for b < step.count, else 0: of the mean loss over the step's examples
//   outcomes[b]    = what the network said of row b; rows from step.count on keep what they had
//
// outcomes  [BATCH]           Outcome
// gradient  [BATCH, CLASSES]  f32
//
// Goes behind softmax-cross-entropy.wgsl.

@group(0) @binding(3) var<storage, read_write> outcomes: array<Outcome>;
@group(0) @binding(4) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let row = (id.x + id.y * groups.x * 64u) / TEAM;
  let member = local % TEAM;
  // Teams past the end judge the last row and write none of it: barriers need every invocation.
  let judged = judge(min(row, step.count - 1u), member, local);

  let start = row * CLASSES;
  let end = start + CLASSES;
  if (row < step.count) {
    if (member == 0u) {
      outcomes[row] = judged.outcome;
    }
    for (var i = start + member; i < end; i += TEAM) {
      let p = exp(logits[i] - judged.largest) / judged.exponentials;
      let t = smoothed_target(judged.example, judged.outcome.truth, i - start);
      gradient[i] = (p * judged.targets - t) / f32(step.total);
    }
  } else if (row < BATCH) {
    for (var i = start + member; i < end; i += TEAM) {
      gradient[i] = 0.0;
    }
  }
}
