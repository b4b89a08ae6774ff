// Each invocation computes a tile of rows × columns outputs in registers: it loads rows of A for itself, and shares a
// panel of B with its neighbours (see `panel.ts`). Takes any product, with factors read as `operands.ts` says.
//
// Per step along k it loads `rows` values of A for rows · columns multiply-adds. The tile is unrolled into named
// variables, because some compilers (SwiftShader's) never keep an array in registers. All terms of one output follow each
// other, so that a sum that does not fit into a register is fetched and put back once for all of them.

import { linearGrid } from '../../kernel.js';
import type { Operand } from '../operands.js';
import type { Product } from '../products.js';
import { panel, type PanelLoads } from './panel.js';
import { storeTile } from './store-tile.js';
import { cut, type Emitted, lanesOfWorkgroup, type Strategy, type Variant } from './strategy.js';
import { declare, lines, named, overhang, plus, range } from './text.js';

interface TileSettings {
  readonly rows: number;
  /** A multiple of four. */
  readonly columns: number;
  /** Lanes that share a panel; absent where each invocation loads it. */
  readonly subgroupSize?: number;
  /** Reads both factors from textures; their loads are wide then. */
  readonly textures?: boolean;
}

const SIZES = [
  [4, 8],
  [4, 16],
  [4, 32],
  [4, 64],
  [8, 8],
  [8, 16],
  [8, 32],
  [16, 16],
  [16, 32],
] as const;

/** Outputs of an invocation at most. Larger tiles take drivers with many lanes seconds to compile, and are no faster. */
const mostOutputs = (subgroupSize: number | undefined): number =>
  subgroupSize === undefined ? 128 : subgroupSize < 8 ? 512 : 256;

/**
 * Terms of a turn of the loop: four where a load brings four of the sum, or where they give each lane of a subgroup a
 * load; else one. SwiftShader puts every sum into memory, under the mask of active lanes, at the end of a turn, so its
 * turns are twice as long.
 */
function termsOfTurn({ a, b, k }: Product, subgroupSize: number | undefined): number {
  if (subgroupSize === undefined) return a.axis === 'inner' || b.axis === 'inner' ? 4 : 1;
  return subgroupSize < 8 && a.wide && b.wide && k % 8 === 0 ? 8 : 4;
}

export const tile: Strategy = {
  variants: (product, { subgroupSize }) => {
    const isWide = product.a.wide && product.b.wide;
    const sources = isWide ? [false, true] : [false];
    return SIZES.filter(([, columns]) => columns < 2 * Math.max(8, product.n)).flatMap(([rows, columns]) =>
      sources.flatMap((textures) => {
        // Kernels that find each value on its own take drivers seconds to compile if they are large.
        const fits = (size: number | undefined, most: number): boolean =>
          rows * columns <= (isWide ? mostOutputs(size) : most);
        const direct = fits(undefined, 32) ? [tileOf({ rows, columns, textures })] : [];
        if (subgroupSize === undefined || !fits(subgroupSize, 64)) return direct;
        return [...direct, tileOf({ rows, columns, textures, subgroupSize })];
      }),
    );
  },
};

export function tileOf(settings: TileSettings): Variant {
  const { rows, columns, subgroupSize, textures = false } = settings;
  return {
    ...named(
      ['tile', subgroupSize !== undefined && 'in subgroups', textures && 'from textures'],
      rows,
      columns,
    ),
    textures,
    waste: (product) =>
      overhang(product.m, rows * widthFor(product, settings)) * overhang(product.n, columns),
    invocations: ({ m, n }) => Math.ceil(m / rows) * Math.ceil(n / columns),
    emit: (product, parts) => emit(product, settings, parts),
  };
}

/** Lanes of a workgroup. */
const widthFor = ({ m, withColumnSums }: Product, { rows, subgroupSize }: TileSettings): number =>
  subgroupSize ?? lanesOfWorkgroup(Math.ceil((withColumnSums ? m + 1 : m) / rows));

function emit(product: Product, settings: TileSettings, wantedParts: number): Emitted {
  const { rows, columns, subgroupSize, textures = false } = settings;
  const { a, b, k } = product;
  const width = widthFor(product, settings);
  const terms = termsOfTurn(product, subgroupSize);
  const { parts, stepsPerPart } = cut(Math.ceil(k / terms), wantedParts);
  const outputRows = product.m + (product.withColumnSums ? 1 : 0);
  const [x, z] = linearGrid(Math.ceil(outputRows / rows), width);
  const constants = {
    K: k,
    TERMS_PER_PART: stepsPerPart * terms,
    ...product.constants,
  };
  const aRows = rowsOf(a, rows, width);
  const bPanels = range(Math.ceil(terms / 4)).map((i) =>
    panel(`b${i}_`, panelLoads(b, columns, Math.min(terms, 4), i, k), subgroupSize),
  );

  const wgsl = `${subgroupSize === undefined ? '' : 'enable subgroups;\n'}${declare(constants)}
${a.wgsl(textures)}
${b.wgsl(textures)}
@compute @workgroup_size(${width})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(${subgroupSize === undefined ? 'local_invocation_index' : 'subgroup_invocation_id'}) lane: u32,
) {
  let first_row = (group.z * groups.x + group.x) * ${width * rows}u;
  if (first_row >= OUTPUT_ROWS) { return; }
  let tiles_across = (N + ${columns - 1}u) / ${columns}u;
  let column = group.y % tiles_across * ${columns}u;
  let part = group.y / tiles_across;
  let first = part * TERMS_PER_PART;
  let end = min(K, first + TERMS_PER_PART);

${aRows.before}
${bPanels.map(({ before }) => before).join('\n')}
${lines(columns / 4, (q) => `  let start${q} = start(column + ${4 * q}u);`)}
${lines(
  columns,
  (q) =>
    `  ${range(rows)
      .map((r) => `var c${r}_${q} = start${q >> 2}[${q & 3}];`)
      .join(' ')}`,
)}

  for (var k = first; k < end; k += ${terms}u) {
${aRows.inLoop(terms)}
${b.axis === 'inner' ? lines(bPanels.length, (i) => `    let b_k${i} = ${b.inner}(${plus('k', 4 * i)});`) : ''}
${bPanels.map(({ inLoop }) => inLoop).join('\n')}
${lines(columns, multiplyAdd)}
  }

${storeTile({ rows, columns, row: aRows.position, rowsLeft: 'OUTPUT_ROWS - first_row', isInside: (row) => `${row} < OUTPUT_ROWS` })}
}
`;

  /** What a turn adds to the sum of row r, whose other factors are s0, s1 …. */
  function sum(r: number): string {
    const summands = range(terms).map((t) => ` + ${aRows.value(r, t)} * s${t}`);
    return summands.join('');
  }

  /** All terms of one column of the tile. */
  function multiplyAdd(q: number): string {
    const place = (t: number) =>
      b.axis === 'inner' ? ([q, t] as const) : ([t * (columns / 4) + (q >> 2), q & 3] as const);
    // A load across the sum brings values of four columns.
    const isFirstUse = b.axis === 'inner' || q % 4 === 0;
    const uses = bPanels.map(({ beforeUse, value }, i) => {
      const places = range(Math.min(terms, 4)).map(place);
      const values = places.map((at, t) => `let s${4 * i + t} = ${value(...at)};`);
      return [isFirstUse ? beforeUse(places.map(([item]) => item)) : '', values.join(' ')] as const;
    });
    const loads = uses.map(([load]) => load).join(' ');
    const values = uses.map(([, value]) => value).join(' ');
    return `    ${loads}\n    {\n      ${values}\n${lines(rows, (r) => `      c${r}_${q} = c${r}_${q}${sum(r)};`)}\n    }`;
  }

  return { wgsl, constants, workgroups: [x, Math.ceil(product.n / columns) * parts, z], parts };
}

/**
 * The rows of A that one invocation multiplies. Neighbours take neighbouring rows (or groups of four, where a load
 * brings four rows), so that what they load together lies together.
 */
function rowsOf(a: Operand, rows: number, width: number) {
  if (a.axis === 'inner') {
    const position = (r: string): string => `first_row + ${r} * ${width}u + lane`;
    return {
      position,
      before: lines(rows, (r) => `  let a_at${r} = ${a.outer}(${position(`${r}u`)});`),
      inLoop: (terms: number) =>
        lines(terms / 4, (i) => {
          const loads = lines(rows, (r) => `    let a${r}_${i} = ${a.load(`a_at${r}`, `a_k${i}`)};`);
          return `    let a_k${i} = ${a.inner}(${plus('k', 4 * i)});\n${loads}`;
        }),
      value: (r: number, t: number) => `a${r}_${t >> 2}[${t & 3}]`,
    };
  }
  const group = (g: string): string => `first_row + (${g} * ${width}u + lane) * 4u`;
  return {
    position: (r: string): string => `${group(`(${r} / 4u)`)} + ${r} % 4u`,
    before: lines(rows / 4, (g) => `  let a_at${g} = ${a.outer}(${group(`${g}u`)});`),
    inLoop: (terms: number) =>
      lines(terms, (t) => {
        const loads = range(rows / 4).map((g) => `let a${g}_${t} = ${a.load(`a_at${g}`, `a_k${t}`)};`);
        return `    let a_k${t} = ${a.inner}(${plus('k', t)}); ${loads.join(' ')}`;
      }),
    value: (r: number, t: number) => `a${r >> 2}_${t}[${r & 3}]`,
  };
}

/** A panel of B: rows `k + 4 · index` to `+ terms − 1`, of `columns` values. */
function panelLoads(b: Operand, columns: number, terms: number, index: number, k: number): PanelLoads {
  const first = plus('k', 4 * index);
  if (b.axis === 'inner') {
    return {
      count: columns,
      prepare: (item) => `${b.outer}(column + ${item})`,
      load: (_, prepared) => b.load(prepared, `b_k${index}`),
    };
  }
  const across = columns / 4;
  return {
    count: terms * across,
    prepare: (item) => `${b.outer}(column + ${item} % ${across}u * 4u)`,
    load: (item, prepared) => {
      const row = `${first} + ${item} / ${across}u`;
      const value = b.load(prepared, `${b.inner}(${row})`);
      // What lies behind the last term must not be added.
      return k % terms === 0 ? value : `select(vec4f(), ${value}, ${row} < K)`;
    },
  };
}
