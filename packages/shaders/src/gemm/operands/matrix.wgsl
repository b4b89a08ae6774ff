// A matrix as it lies in memory, row by row: a layer's kernel [taps, filters] or a gradient [pixels, filters].
//
// b  [ROWS, COLUMNS]  f32, COLUMNS a multiple of four
//
// A load gives four consecutive columns of one row.
// Goes behind the declaration of `b_at`, which loads four elements (see strategies/input.ts).

fn matrix_column(index: u32) -> u32 { return min(index, COLUMNS - 4u) / 4u; }

fn matrix_row(index: u32) -> u32 { return index * (COLUMNS / 4u); }

fn matrix_at(column: u32, row: u32) -> vec4f { return b_at(row + column); }
