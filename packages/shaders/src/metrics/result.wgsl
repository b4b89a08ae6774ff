// What one step leaves for the host, which reads it with `readResults` (result.ts). The last three are places in the
// buffer of parameters, in vec4 of f32: the first one where something was not finite, or NOWHERE. Two kernels of a step
// write into the same result, hence the atomics.
struct Result {
  loss: f32,                  // a sum, not a mean
  correct: u32,
  correct_top_k: u32,
  count: u32,
  bad_losses: u32,            // examples whose loss is not finite
  bad_weight: atomic<u32>,    // before the update
  bad_gradient: atomic<u32>,
  bad_update: atomic<u32>,    // the new weight, or what the optimizer keeps for it
}
const NOWHERE = 0xffffffffu;
