// Four f32 at a time, for arrays whose innermost extent is a multiple of four: one load or store then moves 16 bytes.
// A kernel that is written in these names works behind this file and behind its twin, lanes-1.wgsl.
const LANES = 4u;
alias Floats = vec4f;
alias Words = vec4u;
alias Flags = vec4<bool>;

// `four` belongs to the aligned group of four elements that holds element i: the LANES of it that begin at i.
fn lanes_at(four: vec4f, i: u32) -> Floats {
  return four;
}

// From the bits: WGSL lets a compiler assume that there is no NaN and drop a comparison of a number with itself.
fn is_nan(value: Floats) -> Flags {
  return (bitcast<Words>(value) & Words(0x7fffffff)) > Words(0x7f800000);
}
