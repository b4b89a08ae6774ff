// Each invocation computes a tile of rows × columns outputs in registers and shares nothing with its neighbours: the
// strategy for adapters without subgroups, where workgroup memory is slow (software) or the product small.
//
// Per step along k it loads rows + columns values, in groups of four, for rows · columns multiply-adds. The invocations
// of a workgroup have different rows but the same columns, so that loads of B have one address for all of them; software
// adapters do such a load once, not lane by lane. The tile is unrolled into named variables, because some compilers
// (SwiftShader's) never keep an array in registers.

import { linearGrid } from '../../kernel.js';
import type { Product } from '../products.js';
import type { Strategy, Task } from './strategy.js';

const COLUMNS = 8;
const WORKGROUP_SIZE = 64;

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const lines = (count: number, line: (i: number) => string): string => range(count).map(line).join('\n');

/** Half as many where each value is loaded on its own: else such kernels take drivers seconds to compile. */
const rowsOf = ({ a, b }: Product): number => (a.wide && b.wide ? 8 : 4);

export const registers: Strategy = {
  name: 'registers',
  invocations: (product) => Math.ceil(product.m / rowsOf(product)) * Math.ceil(product.n / COLUMNS),
  emit(task) {
    const { m, n } = task.product;
    const rows = rowsOf(task.product);
    const [x, z] = linearGrid(Math.ceil(m / rows), WORKGROUP_SIZE);
    return { wgsl: emit(task, rows), workgroups: [x, Math.ceil(n / COLUMNS) * task.parts, z] };
  },
};

function emit({ product, ending, parts }: Task, rows: number): string {
  const { a, b, n } = product;
  const wide = n % 4 === 0;
  // With both factors' loads across the sum, one step along k is one term; else a load brings four terms.
  const terms = a.axis === 'inner' || b.axis === 'inner' ? 4 : 1;
  const withBias = parts === 1 && ending !== 'none';

  const aLoads = loads('a', a, rows, terms);
  const bLoads = loads('b', b, COLUMNS, terms);
  return `
@group(0) @binding(2) var<storage, read_write> c: array<${wide ? 'vec4f' : 'f32'}>;
${withBias ? BIAS : NO_BIAS}

fn finish(sum: vec4f) -> vec4f { return ${withBias && ending === 'bias-relu' ? 'max(vec4f(), sum)' : 'sum'}; }

${wide ? STORE_WIDE : STORE_RAGGED}

@compute @workgroup_size(${WORKGROUP_SIZE})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = ((group.z * groups.x + group.x) * ${WORKGROUP_SIZE}u + lane) * ${rows}u;
  if (row >= M) { return; }
  let tiles_across = (N + ${COLUMNS - 1}u) / ${COLUMNS}u;
  let column = group.y % tiles_across * ${COLUMNS}u;
  let part = group.y / tiles_across;
  let first = part * TERMS_PER_PART;
  let end = min(K, first + TERMS_PER_PART);

${aLoads.outer('row')}
${bLoads.outer('column')}
${lines(COLUMNS / 4, (q) => `  let start${q} = start(column + ${4 * q}u);`)}
${lines(
  rows,
  (r) =>
    `  ${range(COLUMNS / 4)
      .map((q) => `var c${r}_${q} = start${q};`)
      .join(' ')}`,
)}

  for (var k = first; k < end; k += ${terms}u) {
${aLoads.inner}
${bLoads.inner}
${lines(terms, (t) => multiplyAdd(rows, aLoads.value, bLoads.group, t))}
  }

  // A loop whose end is known only when it runs, so that drivers compile one store and not one for each value.
  let sums = array(${range(rows)
    .flatMap((r) => range(COLUMNS / 4).map((q) => `c${r}_${q}`))
    .join(', ')});
  for (var i = 0u; i < min(${rows}u, M - row) * ${COLUMNS / 4}u; i++) {
    store(part, row + i / ${COLUMNS / 4}u, column + i % ${COLUMNS / 4}u * 4u, sums[i]);
  }
}
`;
}

/** c[r, 4q…4q+3] += a[r, t] · b[t, 4q…4q+3] for the whole tile. */
function multiplyAdd(
  rows: number,
  value: (row: number, term: number) => string,
  group: (column: number, term: number) => string,
  term: number,
): string {
  const groups = range(COLUMNS / 4)
    .map((q) => `let w${q} = ${group(q, term)};`)
    .join(' ');
  const sums = lines(
    rows,
    (r) =>
      `    ${range(COLUMNS / 4)
        .map((q) => `c${r}_${q} += ${value(r, term)} * w${q};`)
        .join(' ')}`,
  );
  return `    {\n    ${groups}\n${sums}\n    }`;
}

const at = (offset: number, base: string): string => (offset === 0 ? base : `${base} + ${offset}u`);

/** The loads of one factor, and how to name what they brought. */
function loads(name: 'a' | 'b', operand: Product['a'], count: number, terms: number) {
  if (operand.axis === 'inner') {
    // One load brings four terms of one row (or column).
    const load = (i: number): string =>
      `    let ${name}${i} = ${operand.load(`${name}_at${i}`, `${name}_k`)};`;
    return {
      outer: (base: string) =>
        lines(count, (i) => `  let ${name}_at${i} = ${operand.outer}(${at(i, base)});`),
      inner: `    let ${name}_k = ${operand.inner}(k);\n${lines(count, load)}`,
      value: (i: number, t: number) => `${name}${i}[${t}]`,
      group: (q: number, t: number) =>
        `vec4f(${range(4)
          .map((j) => `${name}${4 * q + j}[${t}]`)
          .join(', ')})`,
    };
  }
  // One load brings one term of four rows (or columns).
  const load = (q: number, t: number): string =>
    `let ${name}${q}_${t} = ${operand.load(`${name}_at${q}`, `${name}_k${t}`)};`;
  return {
    outer: (base: string) =>
      lines(count / 4, (q) => `  let ${name}_at${q} = ${operand.outer}(${at(4 * q, base)});`),
    inner: lines(
      terms,
      (t) =>
        `    let ${name}_k${t} = ${operand.inner}(${at(t, 'k')}); ${range(count / 4)
          .map((q) => load(q, t))
          .join(' ')}`,
    ),
    value: (i: number, t: number) => `${name}${i >> 2}_${t}[${i & 3}]`,
    group: (q: number, t: number) => `${name}${q}_${t}`,
  };
}

// Read once for a whole tile: sums start from the bias instead of meeting it at their end.
const BIAS = `
@group(0) @binding(3) var<storage, read> bias: array<f32>;

fn start(column: u32) -> vec4f {
  let last = N - 1u;
  return vec4f(
    bias[min(column, last)], bias[min(column + 1u, last)], bias[min(column + 2u, last)], bias[min(column + 3u, last)]
  );
}`.trim();

const NO_BIAS = 'fn start(column: u32) -> vec4f { return vec4f(); }';

const STORE_WIDE = `
fn store(part: u32, row: u32, column: u32, sum: vec4f) {
  if (column < N) { c[((part * M + row) * N + column) / 4u] = finish(sum); }
}`.trim();

const STORE_RAGGED = `
fn store(part: u32, row: u32, column: u32, sum: vec4f) {
  let at = (part * M + row) * N + column;
  let values = finish(sum);
  for (var i = 0u; i < 4u && column + i < N; i++) { c[at + i] = values[i]; }
}`.trim();
