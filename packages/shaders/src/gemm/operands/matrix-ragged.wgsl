// A matrix as it lies in memory, row by row, for any number of columns.
//
// b  [ROWS, COLUMNS]  f32
//
// A load gives four consecutive columns of one row; columns and rows past the last are 0.

@group(0) @binding(1) var<storage, read> b: array<f32>;

fn matrix_column(index: u32) -> vec4u { return vec4u(index, index + 1u, index + 2u, index + 3u); }

fn matrix_row(index: u32) -> u32 { return index; }

fn matrix_at(column: vec4u, row: u32) -> vec4f {
  let inside = (column < vec4u(COLUMNS)) & vec4<bool>(row < ROWS);
  let at = select(vec4u(), row * COLUMNS + column, inside);
  return select(vec4f(), vec4f(b[at.x], b[at.y], b[at.z], b[at.w]), inside);
}
