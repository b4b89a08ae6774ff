// One matrix product as kernels: the product says what is multiplied, a variant of a strategy how. Where the output is
// small and the sum long, the sum is cut into parts that a second kernel adds up in a fixed order (split-K).

import { type Ending, endingBindings, finishing } from '../ending.js';
import type { Access, Kernel } from '../kernel.js';
import { lanesFor } from '../lanes.js';
import { sumPartials } from '../sum-partials.js';
import type { Product } from './products.js';
import type { Variant } from './strategies/strategy.js';
import { tileOf } from './strategies/tile.js';

export interface GemmOptions {
  /** What happens to the sums before they are stored. @default nothing */
  readonly ending?: Ending;
  /**
   * Invocations that keep the adapter busy: some hundreds for a software adapter, tens of thousands for a GPU. Where
   * the output gives work to fewer, the sum is cut into parts. The parts decide the order of additions, so the bits of
   * the result depend on this number.
   */
  readonly parallelism: number;
  /** @default a tile of 4×8 outputs, which needs no optional feature */
  readonly variant?: Variant;
}

/**
 * Buffers of both kernels: factors `a` and `b`, result `c`, and what the ending reads: `bias`, `mask`. A product with
 * column sums writes them to `sums`.
 */
export interface Gemm {
  /** Binds `a`, `b`, `c` and the rest or, if there is a `sum`, `a`, `b` and under the name `c` the partial sums. */
  readonly kernel: Kernel;
  /** Adds up the partial sums: binds `partials`, `y` (which is C) and the rest. */
  readonly sum?: Kernel;
  /** Floats between the two kernels; 0 without `sum`. */
  readonly partials: number;
}

// One part adds at most so many terms, for the sake of rounding errors: their expected size grows with the root.
const MOST_TERMS = 4096;
// And at least so many, for the sake of the partial sums' own traffic.
const LEAST_TERMS = 128;
// Partial sums take at most 2²³ floats (32 MiB).
const MOST_PARTIALS = 2 ** 23;

/** The kernels that compute `product`. */
export function gemm(product: Product, options: GemmOptions): Gemm {
  const { ending = {}, parallelism, variant = tileOf({ rows: 4, columns: 8 }) } = options;
  const { m, n, k, name, withColumnSums } = product;
  const rows = withColumnSums ? m + 1 : m;

  const wanted = Math.max(k / MOST_TERMS, parallelism / variant.invocations(product));
  const allowed = Math.min(k / LEAST_TERMS, MOST_PARTIALS / (rows * n));
  const emitted = variant.emit(product, Math.max(1, Math.floor(Math.min(Math.ceil(wanted), allowed))));
  const { parts, workgroups } = emitted;
  const isWhole = parts === 1;
  const source = variant.textures ? 'texture' : 'read';
  const around = surroundings(product, isWhole ? ending : {}, isWhole && withColumnSums);

  const kernel: Kernel = {
    name: `gemm-${name} ${variant.name}`,
    wgsl: around.enable(emitted.wgsl),
    constants: { M: m, N: n, OUTPUT_ROWS: rows, ...emitted.constants, ...around.constants },
    bindings: { a: source, b: source, c: 'read_write', ...around.bindings },
    usesStep: around.usesStep,
    workgroups,
    flops: product.flops,
    bytes: product.bytesRead + 4 * (parts + (isWhole && ending.mask ? 1 : 0)) * rows * n,
  };
  if (isWhole) return { kernel, partials: 0 };
  return {
    kernel,
    sum: sumPartials({ parts, rows, columns: n, ending, withColumnSums }),
    partials: parts * rows * n,
  };
}

/** What stands around a strategy's WGSL: where its sums start, and how they end. */
function surroundings({ n }: Product, ending: Ending, withColumnSums: boolean) {
  const lanes = lanesFor(n);
  const bindings: Record<string, Access> = {
    ...(withColumnSums && { sums: 'read_write' }),
    ...endingBindings(ending),
  };
  const bindingOf = (name: string): number => 3 + Object.keys(bindings).indexOf(name);
  const finish = finishing(ending, lanes, bindingOf('mask'));
  const wgsl = `override M: u32;
override N: u32;
override OUTPUT_ROWS: u32;
@group(0) @binding(2) var<storage, read_write> c: array<Floats>;
${finish.wgsl}
${ending.bias ? biasStart(bindingOf('bias')) : NO_START}
${withColumnSums ? sumsDeclaration(bindingOf('sums')) : ''}
fn store(part: u32, row: u32, column: u32, sum: vec4f) {
${lanes.width === 4 ? storeWide(withColumnSums) : storeRagged(withColumnSums)}
}
`;
  return {
    bindings,
    constants: finish.constants,
    usesStep: finish.usesStep,
    /** Directives stay in front. */
    enable: (body: string): string =>
      body.startsWith(SUBGROUPS) ? SUBGROUPS + wgsl + body.slice(SUBGROUPS.length) : wgsl + body,
  };
}

const SUBGROUPS = 'enable subgroups;\n';

// Read once for a whole tile: sums start from the bias instead of meeting it at their end.
const biasStart = (binding: number): string => `
@group(0) @binding(${binding}) var<storage, read> bias: array<f32>;

fn start(column: u32) -> vec4f {
  let last = N - 1u;
  return vec4f(
    bias[min(column, last)], bias[min(column + 1u, last)], bias[min(column + 2u, last)], bias[min(column + 3u, last)]
  );
}`;

const NO_START = 'fn start(column: u32) -> vec4f { return vec4f(); }';

const sumsDeclaration = (binding: number): string => `
@group(0) @binding(${binding}) var<storage, read_write> sums: array<Floats>;`;

const storeWide = (withColumnSums: boolean): string => `  if (column >= N) { return; }
${withColumnSums ? '  if (row == M) { sums[column / 4u] = sum; return; }' : ''}
  let i = ((part * OUTPUT_ROWS + row) * N + column) / 4u;
  c[i] = finish(sum, i);`;

const storeRagged = (
  withColumnSums: boolean,
): string => `  for (var q = 0u; q < min(4u, N - min(N, column)); q++) {
${withColumnSums ? '    if (row == M) { sums[column + q] = sum[q]; continue; }' : ''}
    let i = (part * OUTPUT_ROWS + row) * N + column + q;
    c[i] = finish(sum[q], i);
  }`;
