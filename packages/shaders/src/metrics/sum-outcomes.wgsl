// Sum outcomes: what one step adds to loss and accuracy.
//
//   results[step.slot] = (Σ loss, how many have rank 0, how many have rank < TOP_K, step.count,
//                         how many losses are not finite, and nothing found yet that is not)
//   over outcomes[0 .. step.count)
//
// outcomes  [batch]  Outcome
// results   [slots]  Result
//
// One workgroup: each invocation sums every 64th outcome, then a tree adds the 64 sums. The order is fixed, so the
// bits are too. Counts are summed as f32, exact below 2^24. Goes behind step.wgsl, outcome.wgsl,
// result.wgsl, finite.wgsl and team.wgsl.

override TOP_K: u32;

@group(0) @binding(0) var<storage, read> outcomes: array<Outcome>;
@group(0) @binding(1) var<storage, read_write> results: array<Result>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32) {
  var sum = vec4f();
  for (var i = local; i < step.count; i += 64u) {
    let rank = outcomes[i].rank;
    let loss = outcomes[i].loss;
    sum += vec4f(loss, f32(rank == 0u), f32(rank < TOP_K), f32(!is_finite(loss)));
  }
  let total = team_sum(sum, local);
  if (local == 0u) {
    let result = &results[step.slot];
    result.loss = total.x;
    result.correct = u32(total.y);
    result.correct_top_k = u32(total.z);
    result.count = step.count;
    result.bad_losses = u32(total.w);
    atomicStore(&result.bad_weight, NOWHERE);
    atomicStore(&result.bad_gradient, NOWHERE);
    atomicStore(&result.bad_update, NOWHERE);
  }
}
