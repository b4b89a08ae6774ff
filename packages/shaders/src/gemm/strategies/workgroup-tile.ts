// A workgroup computes a block of the output together: it loads panels of both factors into its shared memory, and each
// invocation multiplies a tile of rows × columns out of them. Of a load, a whole row of invocations profits, so blocks
// are as large as memory and registers allow. The usual way on GPUs, and needs nothing optional of them.
//
// Takes any product, with factors read as `operands.ts` says. A panel lies in shared memory as its loads bring it: four
// terms of a row (or column) together, or four rows (or columns) of a term.

import { linearGrid } from '../../kernel.js';
import type { Operand } from '../operands.js';
import type { Product } from '../products.js';
import { storeTile } from './store-tile.js';
import { cut, type Emitted, type Strategy, type Variant } from './strategy.js';
import { declare, lines, overhang, range } from './text.js';

interface WorkgroupTileSettings {
  /** Of an invocation, multiples of four. */
  readonly rows: number;
  readonly columns: number;
  /** Invocations of a workgroup, down and across. */
  readonly down: number;
  readonly across: number;
  /** Terms of the sum that are in shared memory at once, a multiple of four. */
  readonly terms: number;
}

const KIND = 'tile in workgroups';

// Shared memory of at most 16 KiB and at most 256 invocations, WebGPU's default limits.
const SIZES: readonly WorkgroupTileSettings[] = [
  { rows: 4, columns: 4, down: 8, across: 8, terms: 16 },
  { rows: 8, columns: 4, down: 16, across: 8, terms: 16 },
  { rows: 8, columns: 8, down: 8, across: 8, terms: 16 },
  { rows: 4, columns: 4, down: 16, across: 16, terms: 16 },
  { rows: 8, columns: 8, down: 16, across: 16, terms: 8 },
];

export const workgroupTile: Strategy = {
  variants: ({ n }) =>
    SIZES.filter(({ columns, across }) => columns * across < 2 * Math.max(32, n)).map(workgroupTileOf),
};

function workgroupTileOf(settings: WorkgroupTileSettings): Variant {
  const { rows, columns, down, across } = settings;
  return {
    name: `${KIND} ${down}×${across} of ${rows}×${columns}`,
    kind: KIND,
    tile: [rows, columns],
    textures: false,
    waste: ({ m, n }) => overhang(m, rows * down) * overhang(n, columns * across),
    invocations: ({ m, n }) => Math.ceil(m / rows) * Math.ceil(n / columns),
    emit: (product, parts) => emit(product, settings, parts),
  };
}

function emit(product: Product, settings: WorkgroupTileSettings, wantedParts: number): Emitted {
  const { rows, columns, down, across, terms } = settings;
  const { k } = product;
  const lanes = down * across;
  const { parts, stepsPerPart } = cut(Math.ceil(k / terms), wantedParts);
  const outputRows = product.m + (product.withColumnSums ? 1 : 0);
  const blocksAcross = Math.ceil(product.n / (columns * across));
  const [x, z] = linearGrid(Math.ceil(outputRows / (rows * down)), 1);
  const constants = { K: k, TERMS_PER_PART: stepsPerPart * terms, ...product.constants };
  const a = sharedPanel('a', product.a, { lanes, terms, each: rows, places: down, place: 'down' });
  const b = sharedPanel('b', product.b, { lanes, terms, each: columns, places: across, place: 'across' });

  const wgsl = `${declare(constants)}
${product.a.wgsl(false)}
${product.b.wgsl(false)}
${a.declaration}
${b.declaration}

@compute @workgroup_size(${lanes})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first_a = (group.z * groups.x + group.x) * ${rows * down}u;
  if (first_a >= OUTPUT_ROWS) { return; }
  let first_b = group.y % ${blocksAcross}u * ${columns * across}u;
  let part = group.y / ${blocksAcross}u;
  let first = part * TERMS_PER_PART;
  let end = min(K, first + TERMS_PER_PART);
  let down = lane / ${across}u;
  let across = lane % ${across}u;
${a.before}
${b.before}
${lines(columns / 4, (q) => `  let start${q} = start(${b.position(`${4 * q}u`)});`)}
${lines(
  rows,
  (r) =>
    `  ${range(columns)
      .map((q) => `var c${r}_${q} = start${q >> 2}[${q & 3}];`)
      .join(' ')}`,
)}

  for (var k = first; k < end; k += ${terms}u) {
${a.load}
${b.load}
    workgroupBarrier();
    // A loop with known bounds would be unrolled, which takes drivers seconds to compile.
    for (var term = k; term < k + ${terms}u; term += 4u) {
      let four = (term - k) / 4u;
${a.take}
${b.take}
${lines(4, (t) =>
  lines(
    rows,
    (r) =>
      `      ${range(columns)
        .map((q) => `c${r}_${q} += ${a.value(r, t)} * ${b.value(q, t)};`)
        .join(' ')}`,
  ),
)}
    }
    workgroupBarrier();
  }

${storeTile({
  rows,
  columns,
  row: a.position,
  column: b.position,
  rowsLeft: `${rows}u + part`,
  isInside: (row) => `${row} < OUTPUT_ROWS`,
})}
}
`;
  return { wgsl, constants, workgroups: [x, blocksAcross * parts, z], parts };
}

interface SharedPanel {
  readonly lanes: number;
  readonly terms: number;
  /** Rows (or columns) of an invocation, and how many invocations there are next to each other. */
  readonly each: number;
  readonly places: number;
  /** Names the invocation's own place among them. */
  readonly place: string;
}

/** A factor's panel: `terms` of it for all rows (or columns) of the block, which begins at `first_` + name. */
function sharedPanel(name: string, operand: Operand, { lanes, terms, each, places, place }: SharedPanel) {
  const isInner = operand.axis === 'inner';
  const extent = each * places;
  const fours = terms / 4;
  // One more than there are, so that neighbours' loads do not all meet in one bank of the memory.
  const stride = isInner ? fours + 1 : extent / 4;
  const loads = (extent * fours) / lanes;
  const item = (i: number): string => `(lane + ${i * lanes}u)`;
  /** Row (or column) of the block, term of the panel, and place in memory of an item. */
  const at = (i: number) =>
    isInner
      ? {
          outer: `${item(i)} / ${fours}u`,
          term: `${item(i)} % ${fours}u * 4u`,
          slot: `${item(i)} / ${fours}u * ${stride}u + ${item(i)} % ${fours}u`,
        }
      : { outer: `${item(i)} % ${stride}u * 4u`, term: `${item(i)} / ${stride}u`, slot: item(i) };
  const variable = (i: number, t: number): string => (isInner ? `${name}${i}` : `${name}${i >> 2}_${t}`);
  return {
    declaration: `var<workgroup> ${name}_panel: array<vec4f, ${isInner ? extent * stride : terms * stride}>;`,
    before: lines(loads, (i) => `  let ${name}_at${i} = ${operand.outer}(first_${name} + ${at(i).outer});`),
    load: lines(loads, (i) => {
      const { term, slot } = at(i);
      const value = operand.load(`${name}_at${i}`, `${operand.inner}(${name}_k${i})`);
      // What lies behind the last term must not be added: nothing times whatever is there.
      return `    let ${name}_k${i} = k + ${term};
    ${name}_panel[${slot}] = select(vec4f(), ${value}, ${name}_k${i} < K);`;
    }),
    /** The invocation's values of the next four terms. */
    take: isInner
      ? lines(each, (i) => `      let ${name}${i} = ${name}_panel[(${offset(`${i}u`)}) * ${stride}u + four];`)
      : lines(4, (t) =>
          lines(
            each / 4,
            (g) =>
              `      let ${name}${g}_${t} = ${name}_panel[(four * 4u + ${t}u) * ${stride}u + ${g * places}u + ${place}];`,
          ),
        ),
    value: (i: number, t: number): string => `${variable(i, t)}[${isInner ? t : i & 3}]`,
    /** Row (or column) of the output of the invocation's own number `i`, an expression. */
    position: (i: string): string => `first_${name} + ${offset(i)}`,
  };

  /** Fours of neighbours take turns, so that invocations next to each other read and write next to each other. */
  function offset(i: string): string {
    return `(${i} / 4u * ${places}u + ${place}) * 4u + ${i} % 4u`;
  }
}
