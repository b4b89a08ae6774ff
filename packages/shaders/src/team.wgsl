// A team: TEAM neighbouring invocations of a workgroup of 64 that share one row of a matrix and agree on its sum or on
// its largest value. Each member adds up what all of them brought, in the same order, so all get the same bits; a tree
// would have fewer additions and more barriers, which cost more, to run and to compile.
//
// All invocations of the workgroup must come along, those without a row too.

override TEAM: u32;  // a divisor of 64; a team of one exchanges nothing

var<workgroup> exchange: array<vec4f, 64>;

fn team_sum(value: vec4f, local: u32) -> vec4f {
  if (TEAM == 1u) {
    return value;
  }
  exchange[local] = value;
  workgroupBarrier();
  let first = local - local % TEAM;
  var sum = vec4f();
  for (var i = first; i < first + TEAM; i++) {
    sum += exchange[i];
  }
  // Nobody may bring something new before everybody has read.
  workgroupBarrier();
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
  if (TEAM == 1u) {
    return own;
  }
  // f32 holds positions below 2^24 exactly, and unlike their bits no driver flushes them to zero.
  exchange[local] = vec4f(own.value, f32(own.at), 0, 0);
  workgroupBarrier();
  let first = local - local % TEAM;
  var best = Best(exchange[first].x, u32(exchange[first].y));
  for (var i = first + 1u; i < first + TEAM; i++) {
    best = better(best, Best(exchange[i].x, u32(exchange[i].y)));
  }
  workgroupBarrier();
  return best;
}
