// Sum outcomes: what one step adds to loss and accuracy.
//
//   results[step.slot] = (Σ loss, how many have rank 0, how many have rank < TOP_K, step.count)
//   over outcomes[0 .. step.count)
//
// outcomes  [batch]  Outcome
// results   [slots]  Result
//
// One workgroup: each invocation sums every 64th outcome, then a tree adds the 64 sums. The order is fixed, so the
// bits are too. Counts are summed as f32, exact below 2^24. Goes behind step.wgsl, outcome.wgsl and team.wgsl.

override TOP_K: u32;

// The host reads it with `readResults` (sum-outcomes.ts).
struct Result {
  loss: f32,  // a sum, not a mean
  correct: u32,
  correct_top_k: u32,
  count: u32,
}

@group(0) @binding(0) var<storage, read> outcomes: array<Outcome>;
@group(0) @binding(1) var<storage, read_write> results: array<Result>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32) {
  var sum = vec4f();
  for (var i = local; i < step.count; i += 64u) {
    let rank = outcomes[i].rank;
    sum += vec4f(outcomes[i].loss, f32(rank == 0u), f32(rank < TOP_K), 0);
  }
  let total = team_sum(sum, local);
  if (local == 0u) {
    results[step.slot] = Result(total.x, u32(total.y), u32(total.z), step.count);
  }
}
