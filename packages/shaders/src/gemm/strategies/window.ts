// Convolution as a window that slides along rows: each invocation computes `pixels` neighbouring pixels of a row times
// `columns` output channels in registers. A value of the picture that was loaded serves all taps of a row, where a tile
// (`tile.ts`) loads it once for each tap: from tap to tap, values move to the variable of the pixel before.
//
// Computes the forward pass, and the gradient by input where strides are 1.

import { linearGrid } from '../../kernel.js';
import type { Correlation } from '../correlation.js';
import type { Product } from '../products.js';
import { declareInput } from './input.js';
import { panel } from './panel.js';
import { pictureLoads } from './picture.js';
import { storeTile } from './store-tile.js';
import { cut, type Emitted, type Strategy, type Variant } from './strategy.js';
import { declare, lines, named, overhang, range } from './text.js';
import { windowWeights } from './window-weights.js';

interface WindowSettings {
  readonly pixels: number;
  /** A multiple of four. */
  readonly columns: number;
  /** Lanes that share the kernel's entries; absent where each invocation loads them. */
  readonly subgroupSize?: number;
  /** Reads both factors from textures; their channels come in fours then. */
  readonly textures?: boolean;
}

/** Where lanes share the kernel's entries, more pixels save no more loads. */
const MOST_PIXELS_IN_SUBGROUPS = 14;
/**
 * Outputs of an invocation that loads for itself: larger tiles are no faster. Unrolled loads from one address of a
 * buffer take drivers half a minute to compile if they are many.
 */
const MOST_OUTPUTS_ALONE = { fromTextures: 224, fromBuffers: 64 };

/** Tiles that divide a row into equal parts, as far as it can be divided. */
function sizesFor({ outWidth, columns: n }: Correlation) {
  const parts = range(outWidth).map((i) => Math.ceil(outWidth / (i + 1)));
  const pixelsFor = [...new Set(parts)].filter((pixels) => pixels >= 4 || pixels === outWidth);
  return [8, 16, 32]
    .filter((columns) => columns < n + 8)
    .flatMap((columns) => pixelsFor.map((pixels) => ({ pixels, columns })));
}

export const window: Strategy = {
  variants({ correlation: c }, { subgroupSize }) {
    if (c === undefined || c.kernelHeight * c.kernelWidth === 1) return [];
    // A texel holds four channels.
    const sources = c.channels % 4 === 0 && c.columns % 4 === 0 ? [false, true] : [false];
    return sizesFor(c).flatMap(({ pixels, columns }) =>
      sources.flatMap((textures) => {
        const { fromTextures, fromBuffers } = MOST_OUTPUTS_ALONE;
        const most = textures ? fromTextures : fromBuffers;
        const alone = pixels * columns <= most ? [windowOf({ pixels, columns, textures })] : [];
        if (subgroupSize === undefined || pixels > MOST_PIXELS_IN_SUBGROUPS) return alone;
        return [...alone, windowOf({ pixels, columns, subgroupSize, textures })];
      }),
    );
  },
};

export function windowOf(settings: WindowSettings): Variant {
  const { pixels, columns, subgroupSize, textures = false } = settings;
  return {
    ...named(
      ['window', subgroupSize !== undefined && 'in subgroups', textures && 'from textures'],
      pixels,
      columns,
    ),
    textures,
    waste: ({ correlation: c }) =>
      c === undefined ? Infinity : overhang(c.outWidth, pixels) * overhang(c.columns, columns),
    invocations: ({ m, n }) => Math.ceil(m / pixels) * Math.ceil(n / columns),
    emit(product, parts) {
      if (product.correlation === undefined) throw new Error(`${product.name} is no sliding window`);
      return emit(product, product.correlation, settings, parts);
    },
  };
}

function emit(product: Product, c: Correlation, settings: WindowSettings, wantedParts: number): Emitted {
  const { pixels, columns, subgroupSize, textures = false } = settings;
  const width = subgroupSize ?? 64;
  const picture = pictureLoads(c, textures);
  const { terms } = picture;
  const { parts, stepsPerPart } = cut(c.channels / terms, wantedParts);
  const blocks = Math.ceil(c.outWidth / pixels);
  const inputs = (pixels - 1) * c.strideX + c.kernelWidth;
  const weights = windowWeights(c, columns, terms);
  const weightPanel = panel('w', weights.loads, subgroupSize);
  const constants = { ...constantsOf(c), GROUPS_PER_PART: stepsPerPart };
  // Loops with constant ends are faster, unless a driver unrolls them around loads of one address of a buffer.
  const isAlone = !textures && subgroupSize === undefined;
  const [down, across] = isAlone ? ['taps_down', 'taps_across'] : ['KERNEL_HEIGHT', 'KERNEL_WIDTH'];

  const wgsl = `${subgroupSize === undefined ? '' : 'enable subgroups;\n'}${declare(constants)}
${picture.wgsl}
${declareInput('w', 1, weights.type, textures)}

@compute @workgroup_size(${width})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(${subgroupSize === undefined ? 'local_invocation_index' : 'subgroup_invocation_id'}) lane: u32,
) {
  let tiles_across = (COLUMNS + ${columns - 1}u) / ${columns}u;
  let column = group.y % tiles_across * ${columns}u;
  let part = group.y / tiles_across;
  let first = part * GROUPS_PER_PART;
  let end = min(CHANNELS / ${terms}u, first + GROUPS_PER_PART);
  let id = (group.z * groups.x + group.x) * ${width}u + lane;
  let ox = id % ${blocks}u * ${pixels}u;
  let oy = id / ${blocks}u % OUT_HEIGHT;
  let n = id / ${blocks}u / OUT_HEIGHT;
${
  isAlone
    ? `  let taps_down = min(KERNEL_HEIGHT, KERNEL_HEIGHT * groups.x);
  let taps_across = min(KERNEL_WIDTH, KERNEL_WIDTH * groups.x);`
    : ''
}
  let left = i32(ox * STRIDE_X) - i32(PAD_LEFT);
  let top = i32(oy * STRIDE_Y) - i32(PAD_TOP);
${weightPanel.before}
${lines(columns / 4, (q) => `  let start${q} = start(column + ${4 * q}u);`)}
${lines(
  columns,
  (q) =>
    `  ${range(pixels)
      .map((p) => `var c${p}_${q} = start${q >> 2}[${q & 3}];`)
      .join(' ')}`,
)}

  for (var channel_group = first; channel_group < end; channel_group++) {
    for (var ky = 0u; ky < ${down}; ky++) {
      let row = row_at(i32(n), top + i32(ky), left);
${lines(inputs, (j) => `      var x${j} = ${picture.load('row', `${j}`, 'i32(channel_group)')};`)}
      for (var kx = 0u; kx < ${across}; kx++) {
${weightPanel.inLoop}
${lines(columns, multiplyAdd)}
${lines(inputs - 1, (j) => `        x${j} = x${j + 1};`)}
      }
    }
  }

${storeTile({
  rows: pixels,
  columns,
  row: (r) => `(n * OUT_HEIGHT + oy) * OUT_WIDTH + ox + ${r}`,
  rowsLeft: 'OUT_WIDTH - ox',
  isInside: () => 'n < BATCH',
})}
}
`;

  /** A tap's terms of one output channel. */
  function multiplyAdd(q: number): string {
    const places = range(terms).map((t) => weights.place(t, q));
    const isFirstUse = !weights.isAcross || q % 4 === 0;
    const loads = isFirstUse ? weightPanel.beforeUse(places.map(([item]) => item)) : '';
    const values = places.map((place, t) => `let s${t} = ${weightPanel.value(...place)};`);
    const sum = (p: number): string =>
      range(terms)
        .map((t) => ` + ${picture.term(`x${p * c.strideX}`, t)} * s${t}`)
        .join('');
    return `        ${loads}
        {
          ${values.join(' ')}
${lines(pixels, (p) => `          c${p}_${q} = c${p}_${q}${sum(p)};`)}
        }`;
  }

  const [x, z] = linearGrid(c.batch * c.outHeight * blocks, width);
  const workgroups = [x, Math.ceil(product.n / columns) * parts, z] as const;
  return { wgsl, constants, workgroups, parts };
}

const constantsOf = (c: Correlation) => ({
  BATCH: c.batch,
  HEIGHT: c.height,
  WIDTH: c.width,
  CHANNELS: c.channels,
  OUT_HEIGHT: c.outHeight,
  OUT_WIDTH: c.outWidth,
  COLUMNS: c.columns,
  KERNEL_HEIGHT: c.kernelHeight,
  KERNEL_WIDTH: c.kernelWidth,
  STRIDE_Y: c.strideY,
  STRIDE_X: c.strideX,
  PAD_TOP: c.padTop,
  PAD_LEFT: c.padLeft,
});
