// What changes from step to step; everything else about a kernel is settled when its pipeline is made.
struct Step {
  seed: u32,             // of the run; first word of the random generator's key
  step: u32,             // training steps done before this one; counts up over all epochs
  first: u32,            // where this batch begins in the order of examples
  count: u32,            // examples in this batch; fewer than the batch size in an epoch's last step
  slot: u32,             // which entry of the results this step writes
  learning_rate: f32,
  bias_correction: f32,  // sqrt(1 - beta2^t) / (1 - beta1^t) for Adam, 1 for the others
  // A step's batch may be computed in micro-batches, one after the other; `first` and `count` are then of one of them.
  total: u32,            // examples in all of the step's micro-batches
  micro_batch: u32,      // which one this is, from 0
}
@group(1) @binding(0) var<uniform> step: Step;
