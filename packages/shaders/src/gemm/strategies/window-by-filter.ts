// The gradient of a convolution's kernel as an outer product along rows: each invocation takes one row of taps and one
// group of channels, and sums for all taps of that row and `columns` output channels over blocks of `pixels` pixels. The
// lanes of a workgroup have different taps or channels and the same pixels, so the output's gradient is a panel.

import { linearGrid } from '../../kernel.js';
import type { Convolution } from '../convolution.js';
import type { Product } from '../products.js';
import { declareInput } from './input.js';
import { panel, type PanelLoads } from './panel.js';
import { pictureLoads } from './picture.js';
import { storeTile } from './store-tile.js';
import { cut, type Emitted, lanesOfWorkgroup, type Strategy, type Variant } from './strategy.js';
import { declare, lines, named, overhang, range, vectorOf } from './text.js';

interface ByFilterSettings {
  /** A multiple of four. */
  readonly pixels: number;
  /** A multiple of four. */
  readonly columns: number;
  readonly subgroupSize?: number;
  /** Reads both factors from textures; their channels come in fours then. */
  readonly textures?: boolean;
}

const SIZES = [
  [4, 4],
  [4, 8],
  [8, 8],
  [12, 8],
  [4, 16],
  [8, 16],
  [12, 16],
  [4, 32],
  [8, 32],
] as const;

export const windowByFilter: Strategy = {
  variants({ name, convolution: c }, { subgroupSize }) {
    if (name !== 'by-filter' || c.kernelHeight * c.kernelWidth === 1) return [];
    const fitting = SIZES.filter(([pixels, columns]) => pixels < c.outWidth + 4 && columns < c.filters + 8);
    // A texel holds four channels.
    const sources = c.channels % 4 === 0 && c.filters % 4 === 0 ? [false, true] : [false];
    return fitting.flatMap(([pixels, columns]) =>
      sources.flatMap((textures) => {
        const direct =
          textures || pixels * columns <= 64 ? [windowByFilterOf({ pixels, columns, textures })] : [];
        return subgroupSize === undefined
          ? direct
          : [...direct, windowByFilterOf({ pixels, columns, subgroupSize, textures })];
      }),
    );
  },
};

export function windowByFilterOf(settings: ByFilterSettings): Variant {
  const { pixels, columns, subgroupSize, textures = false } = settings;
  return {
    ...named(
      ['window by filter', subgroupSize !== undefined && 'in subgroups', textures && 'from textures'],
      pixels,
      columns,
    ),
    textures,
    waste: ({ n, convolution: c }) =>
      overhang(rowsOfTaps(c), subgroupSize ?? lanesOfWorkgroup(rowsOfTaps(c))) *
      overhang(n, columns) *
      overhang(c.outWidth, pixels),
    invocations: ({ n, convolution: c }) => rowsOfTaps(c) * Math.ceil(n / columns),
    emit: (product, parts) => emit(product, settings, parts),
  };
}

/** Rows of taps times groups of channels: one for each lane. */
const rowsOfTaps = (c: Convolution): number =>
  c.kernelHeight * (c.channels % 4 === 0 ? c.channels / 4 : c.channels);

function emit(product: Product, settings: ByFilterSettings, wantedParts: number): Emitted {
  const { convolution: c } = product;
  const { pixels, columns, subgroupSize, textures = false } = settings;
  const width = subgroupSize ?? lanesOfWorkgroup(rowsOfTaps(c));
  const blocks = Math.ceil(c.outWidth / pixels);
  // Pixels past the end of a row are multiplied by 0, so what is loaded for them must be numbers.
  const picture = pictureLoads({ ...c, outWidth: blocks * pixels }, textures);
  const { terms } = picture;
  const { parts, stepsPerPart } = cut(c.batch * c.outHeight * blocks, wantedParts);
  const inputs = (pixels - 1) * c.strideX + c.kernelWidth;
  const gradients = gradientLoads(c, pixels, columns);
  const gradientPanel = panel('d', gradients.loads, subgroupSize, product.withColumnSums);
  const constants = {
    BATCH: c.batch,
    HEIGHT: c.height,
    WIDTH: c.width,
    CHANNELS: c.channels,
    FILTERS: c.filters,
    OUT_HEIGHT: c.outHeight,
    OUT_WIDTH: c.outWidth,
    KERNEL_HEIGHT: c.kernelHeight,
    KERNEL_WIDTH: c.kernelWidth,
    STRIDE_Y: c.strideY,
    STRIDE_X: c.strideX,
    PAD_TOP: c.padTop,
    PAD_LEFT: c.padLeft,
    STEPS: c.batch * c.outHeight * blocks,
    STEPS_PER_PART: stepsPerPart,
  };
  // The sums of a tap's row: row r of the tile is column r / terms of the kernel, channel r % terms of the group.
  const rows = c.kernelWidth * terms;

  const wgsl = `${subgroupSize === undefined ? '' : 'enable subgroups;\n'}${declare(constants)}
${picture.wgsl}
${declareInput('dy', 1, gradients.loads.isScalar ? 'f32' : 'vec4f', textures)}

@compute @workgroup_size(${width})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(${subgroupSize === undefined ? 'local_invocation_index' : 'subgroup_invocation_id'}) lane: u32,
) {
  let tiles_across = (FILTERS + ${columns - 1}u) / ${columns}u;
  let column = group.y % tiles_across * ${columns}u;
  let part = group.y / tiles_across;
  let first = part * STEPS_PER_PART;
  let end = min(STEPS, first + STEPS_PER_PART);
  let id = (group.z * groups.x + group.x) * ${width}u + lane;
  let channel_groups = CHANNELS / ${terms}u;
  let ky = id / channel_groups;
  let channel_group = id % channel_groups;
${gradientPanel.before}
${lines(
  columns,
  (q) =>
    `  ${range(rows)
      .map((r) => `var c${r}_${q} = 0.0;`)
      .join(' ')}`,
)}

  for (var step = first; step < end; step++) {
    let ox = step % ${blocks}u * ${pixels}u;
    let oy = step / ${blocks}u % OUT_HEIGHT;
    let n = step / ${blocks}u / OUT_HEIGHT;
    let row = row_at(i32(n), i32(oy * STRIDE_Y + ky) - i32(PAD_TOP), i32(ox * STRIDE_X) - i32(PAD_LEFT));
${lines(inputs, (j) => `    let x${j} = ${picture.load('row', `${j}`, 'i32(channel_group)')};`)}
    let pixel = (n * OUT_HEIGHT + oy) * OUT_WIDTH + ox;
${gradientPanel.inLoop}
${lines(columns, (q) => lines(pixels / 4, (block) => multiplyAdd(q, 4 * block)))}
  }

${storeTile({
  rows,
  columns,
  row: (r) =>
    `(ky * KERNEL_WIDTH + ${r} / ${terms}u) * CHANNELS + channel_group * ${terms}u + ${r} % ${terms}u`,
  // Always more than the tile has.
  rowsLeft: `${rows}u + part`,
  isInside: () => 'ky < KERNEL_HEIGHT',
})}
${product.withColumnSums ? storeColumnSums(pixels, columns, (p, q) => gradientPanel.sum(...gradients.place(p, q))) : ''}
}
`;

  /** What four pixels add to the sums of one output channel. */
  function multiplyAdd(q: number, firstPixel: number): string {
    const four = range(4).map((i) => firstPixel + i);
    const places = four.map((p) => gradients.place(p, q));
    const isFirstUse = gradients.loads.isScalar === true || q % 4 === 0;
    const loads = isFirstUse ? gradientPanel.beforeUse(places.map(([item]) => item)) : '';
    const values = places.map((place, i) => `let s${i} = ${gradientPanel.value(...place)};`);
    const sum = (r: number): string =>
      four
        .map((p, i) => {
          const x = `x${p * c.strideX + Math.floor(r / terms)}`;
          return ` + ${picture.term(x, r % terms)} * s${i}`;
        })
        .join('');
    return `    ${loads}\n    {\n      ${values.join(' ')}\n${lines(rows, (r) => `      c${r}_${q} = c${r}_${q}${sum(r)};`)}\n    }`;
  }

  const [x, z] = linearGrid(rowsOfTaps(c), width);
  return { wgsl, constants, workgroups: [x, Math.ceil(c.filters / columns) * parts, z], parts };
}

/** The gradient summed over all pixels goes behind the last row of taps. `sum` is that of pixel p of all blocks. */
function storeColumnSums(pixels: number, columns: number, sum: (p: number, q: number) => string): string {
  const total = (q: number): string =>
    `  let total${q} = ${range(pixels)
      .map((p) => sum(p, q))
      .join(' + ')};`;
  return `${lines(columns, total)}
  if (id == 0u) {
${lines(columns / 4, (q) => `    store(part, M, column + ${4 * q}u, ${vectorOf('total', 4 * q)});`)}
  }`;
}

/** dy [N, OUT_HEIGHT, OUT_WIDTH, FILTERS]: the panel of a block of pixels, whose first is `pixel` in column `ox`. */
function gradientLoads(c: Convolution, pixels: number, columns: number) {
  const width = c.filters % 4 === 0 ? 4 : 1;
  const across = columns / width;
  const type = width === 4 ? 'vec4f' : 'f32';
  const loads: PanelLoads = {
    count: pixels * across,
    isScalar: width === 1,
    prepare: (item) =>
      `${item} / ${across}u * (FILTERS / ${width}u) + column / ${width}u + ${item} % ${across}u`,
    load: (item, prepared) => {
      const value = `dy_at(pixel * (FILTERS / ${width}u) + ${prepared})`;
      // Pixels past the end of the row must not be added.
      return c.outWidth % pixels === 0
        ? value
        : `select(${type}(), ${value}, ox + ${item} / ${across}u < OUT_WIDTH)`;
    },
  };
  return {
    loads,
    place: (p: number, q: number) => [p * across + Math.floor(q / width), q % width] as const,
  };
}
