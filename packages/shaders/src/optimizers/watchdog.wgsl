// Watchdog of an update: notes the first place where a weight, its gradient, or what the update makes of them is not
// finite. A sound update costs it a few operations on registers and no access to memory.
//
//   results[step.slot].bad_… = min(results[step.slot].bad_…, i)
//
// results  [slots]  Result, of which sum-outcomes.wgsl has written all before
//
// Goes behind step.wgsl, result.wgsl, finite.wgsl and the declaration of `results` (update.ts).

// `state` is what the optimizer keeps and could be infinite without making the weight so: divided by an infinite mean
// of squares, a gradient moves nothing any more.
fn watch(i: u32, weight: vec4f, gradient: vec4f, updated: vec4f, state: vec4f) {
  let is_updated = are_finite(updated) && are_finite(state);
  if (is_updated && are_finite(weight) && are_finite(gradient)) {
    return;
  }
  let result = &results[step.slot];
  if (!are_finite(weight)) {
    atomicMin(&result.bad_weight, i);
  }
  if (!are_finite(gradient)) {
    atomicMin(&result.bad_gradient, i);
  }
  if (!is_updated) {
    atomicMin(&result.bad_update, i);
  }
}
