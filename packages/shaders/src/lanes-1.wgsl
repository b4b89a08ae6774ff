// One f32 at a time, for arrays of any extent. A kernel that is written in these names works behind this file and
// behind its twin, lanes-4.wgsl.
const LANES = 1u;
alias Floats = f32;
alias Words = u32;
alias Flags = bool;

// `four` belongs to the aligned group of four elements that holds element i: the LANES of it that begin at i.
fn lanes_at(four: vec4f, i: u32) -> Floats {
  return four[i % 4u];
}

// From the bits: WGSL lets a compiler assume that there is no NaN and drop a comparison of a number with itself.
fn is_nan(value: Floats) -> Flags {
  return (bitcast<Words>(value) & Words(0x7fffffff)) > Words(0x7f800000);
}
