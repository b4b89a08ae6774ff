// Softmax, cross-entropy and what there is to count, for one evaluation step.
//
//   outcomes[step.first + b] = what the network said of row b < step.count
//
// outcomes  [examples]  Outcome, in the order of `order`
//
// Goes behind softmax-cross-entropy.wgsl.

@group(0) @binding(3) var<storage, read_write> outcomes: array<Outcome>;

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

  if (row < step.count && member == 0u) {
    outcomes[step.first + row] = judged.outcome;
  }
}
