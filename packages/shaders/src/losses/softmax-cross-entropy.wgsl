// Softmax and cross-entropy of one row of logits, shared by training and evaluation.
//
//   t'   = t·(1 − SMOOTHING) + SMOOTHING / CLASSES       the smoothed target
//   p    = exp(z − m) / Σ exp(z − m),  m = max z         softmax without overflow
//   loss = −Σ t'·log p = Σ t'·(m − z) + log Σ exp(z − m) · Σ t'
//
// logits  [BATCH, CLASSES]  f32
// order   [examples]        u32: row b of the batch is example order[step.first + b]
// labels  as sparse-labels.wgsl or categorical-labels.wgsl says
//
// A team of TEAM invocations judges one row, each of them every TEAM-th class: reads 8·CLASSES bytes of logits (the
// second time from a cache). Goes behind step.wgsl, finite.wgsl, outcome.wgsl, team.wgsl and one of the files for
// labels; before softmax-cross-entropy-training.wgsl or softmax-cross-entropy-evaluation.wgsl.

override BATCH: u32;
override CLASSES: u32;
override SMOOTHING: f32;

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> order: array<u32>;

struct Judgement {
  outcome: Outcome,
  example: u32,
  largest: f32,       // m
  exponentials: f32,  // Σ exp(z − m)
  targets: f32,       // Σ t', 1 up to rounding where the targets are probabilities
}

fn judge(row: u32, member: u32, local: u32) -> Judgement {
  // Loops run from one position to another, not from 0 to CLASSES, which drivers would unroll and take seconds to
  // compile.
  let start = row * CLASSES;
  let end = start + CLASSES;
  let own = start + member;
  let example = order[step.first + row];
  let truth = true_class(example, member, local);
  let truth_logit = logits[start + truth];

  var best = Best(logits[own], member);
  for (var i = own + TEAM; i < end; i += TEAM) {
    best = better(best, Best(logits[i], i - start));
  }
  best = team_best(best, local);

  // Σ exp(z − m), Σ t'·(m − z), Σ t', and how many classes beat the true one.
  var sums = vec4f();
  for (var i = own; i < end; i += TEAM) {
    let c = i - start;
    let z = logits[i];
    let t = smoothed_target(example, truth, c);
    // A logit that is not finite makes the loss NaN and beats every other, so that nobody mistakes a diverged network
    // for a good one.
    let finite = is_finite(z);
    let loses = finite && (z < truth_logit || (z == truth_logit && c >= truth));
    let cross = select(not_a_number(), t * (best.value - z), finite);
    sums += vec4f(exp(z - best.value), cross, t, f32(!loses));
  }
  sums = team_sum(sums, local);

  let loss = sums.y + log(sums.x) * sums.z;
  let outcome = Outcome(loss, truth, best.at, u32(sums.w), 1.0 / sums.x);
  return Judgement(outcome, example, best.value, sums.x, sums.z);
}

fn smoothed_target(example: u32, truth: u32, c: u32) -> f32 {
  return target_of(example, truth, c) * (1.0 - SMOOTHING) + SMOOTHING / f32(CLASSES);
}

// WGSL has no literal for it and refuses a constant expression that makes it.
fn not_a_number() -> f32 {
  var bits = 0x7fc00000u;
  return bitcast<f32>(bits);
}
