// One matrix product as kernels: the product says what is multiplied, a strategy how. Where the output is small and the
// sum long, the sum is cut into parts that a second kernel adds up in a fixed order (split-K).

import type { Access, Kernel } from '../kernel.js';
import { sumPartials } from '../sum-partials.js';
import type { Product } from './products.js';
import { registers } from './strategies/registers.js';
import type { Ending, Strategy } from './strategies/strategy.js';

export interface GemmOptions {
  readonly ending: Ending;
  /**
   * Invocations that keep the adapter busy: some hundreds for a software adapter, tens of thousands for a GPU. Where
   * the output gives work to fewer, the sum is cut into parts. The parts decide the order of additions, so the bits of
   * the result depend on this number.
   */
  readonly parallelism: number;
  /** @default registers */
  readonly strategy?: Strategy;
}

/** Buffers of both kernels: factors `a` and `b`, result `c`, and `bias` where the ending has one. */
export interface Gemm {
  /** Binds `a`, `b` and either `c` (and `bias`) or, if there is a `sum`, `partials` under the name `c`. */
  readonly kernel: Kernel;
  /** Adds up the partial sums: binds `partials`, `y` and, where the ending has one, `bias`. */
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
  const { ending, parallelism, strategy = registers } = options;
  const { m, n, k, name } = product;

  const wanted = Math.max(k / MOST_TERMS, parallelism / strategy.invocations(product));
  const allowed = Math.min(k / LEAST_TERMS, MOST_PARTIALS / (m * n));
  const roughly = Math.max(1, Math.floor(Math.min(Math.ceil(wanted), allowed)));
  const termsPerPart = 4 * Math.ceil(k / roughly / 4);
  const parts = Math.ceil(k / termsPerPart);

  const { wgsl, workgroups } = strategy.emit({ product, ending, parts, termsPerPart });
  const constants = { M: m, N: n, K: k, TERMS_PER_PART: termsPerPart, ...product.constants };
  const bindings: Record<string, Access> = { a: 'read', b: 'read', c: 'read_write' };
  if (parts === 1 && ending !== 'none') bindings['bias'] = 'read';

  const kernel: Kernel = {
    name: `gemm-${name}-${strategy.name}`,
    wgsl: [declare(constants), product.a.wgsl, product.b.wgsl, wgsl].join('\n'),
    constants,
    bindings,
    usesStep: false,
    workgroups,
    flops: product.flops,
    bytes: product.bytesRead + 4 * parts * m * n,
  };
  if (parts === 1) return { kernel, partials: 0 };
  return {
    kernel,
    sum: sumPartials({ parts, rows: m, columns: n, ending }),
    partials: parts * m * n,
  };
}

const declare = (constants: Readonly<Record<string, number>>): string =>
  Object.keys(constants)
    .map((name) => `override ${name}: u32;`)
    .join('\n');
