// A team: TEAM neighbouring invocations of a workgroup of 64 that share one row of a matrix and agree on its sum or on
// its largest value. Every member gets the same bits: the tree is a butterfly, and a + b = b + a.
//
// All invocations of the workgroup must come along, those without a row too.

override TEAM: u32;  // a power of two up to 64; 1 costs nothing

var<workgroup> exchange: array<vec4f, 64>;

// What the invocation at `local ^ distance` of the workgroup passed in.
fn swap(value: vec4f, local: u32, distance: u32) -> vec4f {
  exchange[local] = value;
  workgroupBarrier();
  let other = exchange[local ^ distance];
  workgroupBarrier();
  return other;
}

fn team_sum(value: vec4f, local: u32) -> vec4f {
  var sum = value;
  for (var distance = TEAM / 2u; distance > 0u; distance /= 2u) {
    sum += swap(sum, local, distance);
  }
  return sum;
}

// A value and where in the row it stands.
struct Best {
  value: f32,
  at: u32,
}

// The larger value; of equals the one that stands first.
fn better(a: Best, b: Best) -> Best {
  let b_wins = b.value > a.value || (b.value == a.value && b.at < a.at);
  return Best(select(a.value, b.value, b_wins), select(a.at, b.at, b_wins));
}

fn team_best(own: Best, local: u32) -> Best {
  var best = own;
  for (var distance = TEAM / 2u; distance > 0u; distance /= 2u) {
    // f32 holds positions below 2^24 exactly, and unlike their bits no driver flushes them to zero.
    let other = swap(vec4f(best.value, f32(best.at), 0, 0), local, distance);
    best = better(best, Best(other.x, u32(other.y)));
  }
  return best;
}
