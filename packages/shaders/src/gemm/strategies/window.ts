// Convolution as a window that slides along rows: each invocation computes `pixels` neighbouring pixels of a row times
// `columns` output channels in registers. A value of the picture that was loaded serves all taps of a row, and with
// rotation (see `window-rows.ts`) all rows of taps too, where a tile (`tile.ts`) loads it once for each tap.
//
// Computes the forward pass, and the gradient by input where strides are 1.

import { linearGrid } from '../../kernel.js';
import type { Correlation } from '../correlation.js';
import type { Product } from '../products.js';
import { panel } from './panel.js';
import { pictureLoads } from './picture.js';
import { storeTile } from './store-tile.js';
import { cut, type Emitted, type Strategy, type Variant } from './strategy.js';
import { declare, lines, overhang, range } from './text.js';
import { loadedRows, rotatingRows, rowsOfPicture } from './window-rows.js';
import { windowWeights } from './window-weights.js';

interface WindowSettings {
  readonly pixels: number;
  /** A multiple of four. */
  readonly columns: number;
  /** Lanes that share the kernel's entries; absent where each invocation loads them. */
  readonly subgroupSize?: number;
  readonly rotates?: boolean;
}

const SIZES = [
  [4, 8],
  [8, 8],
  [12, 8],
  [4, 16],
  [6, 16],
  [8, 16],
  [12, 16],
  [14, 16],
] as const;

export const window: Strategy = {
  variants({ correlation: c }, { subgroupSize }) {
    if (c === undefined || c.kernelHeight * c.kernelWidth === 1) return [];
    const fitting = SIZES.filter(([pixels, columns]) => pixels < c.outWidth + 4 && columns < c.columns + 8);
    return fitting.flatMap(([pixels, columns]) => {
      // Unrolled loads from one address take drivers half a minute to compile if they are many.
      const direct = pixels * columns <= 64 ? [windowOf({ pixels, columns })] : [];
      if (subgroupSize === undefined) return direct;
      const shared = windowOf({ pixels, columns, subgroupSize });
      const canRotate = c.strideY === 1 && c.kernelHeight > 1;
      const rotating = canRotate ? [windowOf({ pixels, columns, subgroupSize, rotates: true })] : [];
      return [...direct, shared, ...rotating];
    });
  },
};

export function windowOf(settings: WindowSettings): Variant {
  const { pixels, columns, subgroupSize, rotates } = settings;
  const how = rotates ? ' rotating' : subgroupSize === undefined ? '' : ' in subgroups';
  return {
    name: `window ${pixels}×${columns}${how}`,
    waste: ({ correlation: c }) =>
      c === undefined
        ? Infinity
        : overhang(c.outWidth, pixels) *
          overhang(c.columns, columns) *
          (rotates ? rowsOfPicture(c, subgroupSize ?? 1) / c.outHeight : 1),
    invocations: ({ m, n }) => Math.ceil(m / pixels) * Math.ceil(n / columns),
    emit(product, parts) {
      if (product.correlation === undefined) throw new Error(`${product.name} is no sliding window`);
      return emit(product, product.correlation, settings, parts);
    },
  };
}

function emit(product: Product, c: Correlation, settings: WindowSettings, wantedParts: number): Emitted {
  const { pixels, columns, subgroupSize, rotates = false } = settings;
  const width = subgroupSize ?? 64;
  const picture = pictureLoads(c);
  const { terms } = picture;
  const { parts, stepsPerPart } = cut(c.channels / terms, wantedParts);
  const inputs = { pixels, count: (pixels - 1) * c.strideX + c.kernelWidth, picture, width };
  const rows = rotates ? rotatingRows(c, inputs) : loadedRows(c, inputs);
  const weights = windowWeights(c, columns, terms);
  const weightPanel = panel('w', weights.loads, subgroupSize);
  const constants = { ...constantsOf(c), GROUPS_PER_PART: stepsPerPart };

  const wgsl = `${subgroupSize === undefined ? '' : 'enable subgroups;\n'}${declare(constants)}
${picture.wgsl}
@group(0) @binding(1) var<storage, read> w: array<${weights.type}>;

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
  let block = group.z * groups.x + group.x;
${rows.place}
${weightPanel.before}
${lines(columns / 4, (q) => `  let start${q} = start(column + ${4 * q}u);`)}
${lines(
  pixels,
  (p) =>
    `  ${range(columns)
      .map((q) => `var c${p}_${q} = start${q >> 2}[${q & 3}];`)
      .join(' ')}`,
)}

  for (var channel_group = first; channel_group < end; channel_group++) {
${rows.beforeTaps}
    for (var ky = 0u; ky < KERNEL_HEIGHT; ky++) {
${rows.inTaps}
${weightPanel.inLoop}
${lines(c.kernelWidth, (kx) => lines(columns, (q) => multiplyAdd(kx, q)))}
${rows.afterTaps}
    }
  }

${storeTile({
  rows: pixels,
  columns,
  row: (r) => `(n * OUT_HEIGHT + oy) * OUT_WIDTH + ox + ${r}`,
  rowsLeft: 'OUT_WIDTH - ox',
  isInside: () => 'is_row',
})}
}
`;

  /** All terms that one column of taps adds to one output channel. */
  function multiplyAdd(kx: number, q: number): string {
    const places = range(terms).map((t) => weights.place(kx, t, q));
    const isFirstUse = !weights.isAcross || q % 4 === 0;
    const loads = isFirstUse ? weightPanel.beforeUse(places.map(([item]) => item)) : '';
    const values = places.map((place, t) => `let s${t} = ${weightPanel.value(...place)};`);
    const sum = (p: number): string =>
      range(terms)
        .map((t) => ` + ${picture.term(`x${p * c.strideX + kx}`, t)} * s${t}`)
        .join('');
    return `      ${loads}\n      {\n        ${values.join(' ')}\n${lines(pixels, (p) => `        c${p}_${q} = c${p}_${q}${sum(p)};`)}\n      }`;
  }

  const [x, z] = linearGrid(rows.invocations, width);
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
