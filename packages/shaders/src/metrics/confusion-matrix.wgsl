// Confusion matrix: how often each true class was taken for each class.
//
//   counts[truth, predicted] += 1   for each of outcomes[step.first .. step.first + step.count)
//
// outcomes  [examples]          Outcome
// counts    [CLASSES, CLASSES]  u32, added to; rows are the true classes
//
// One invocation counts one outcome: reads 8 bytes, adds to 4. Integer atomics: the order does not matter. Goes behind
// step.wgsl and outcome.wgsl.

override CLASSES: u32;

@group(0) @binding(0) var<storage, read> outcomes: array<Outcome>;
@group(0) @binding(1) var<storage, read_write> counts: array<atomic<u32>>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * 64u;
  if (i < step.count) {
    let at = step.first + i;
    atomicAdd(&counts[outcomes[at].truth * CLASSES + outcomes[at].predicted], 1u);
  }
}
