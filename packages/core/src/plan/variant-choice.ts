// Which variant computes each matrix product of a plan: the one that was measured or recorded, else the one that the
// adapter's table expects to be fastest.

import { type Product, type Target, type Variant, variantsOf } from '@shadegrad/shaders';
import { type AdapterCapabilities, parallelismOf, targetOf } from './capabilities.js';
import { expectedCost } from './variant-table.js';

export class VariantChoice {
  /** Names of the variants that were chosen, by the products' keys. */
  readonly made: Record<string, string> = {};
  /** The products that were asked for, by key. */
  readonly products = new Map<string, Product>();
  /** Invocations that keep the adapter busy; see `gemm`. */
  readonly parallelism: number;
  readonly #adapter: AdapterCapabilities | undefined;
  readonly #target: Target;
  readonly #wanted: Readonly<Record<string, string>>;

  constructor(adapter: AdapterCapabilities | undefined, wanted: Readonly<Record<string, string>> = {}) {
    this.parallelism = parallelismOf(adapter);
    this.#adapter = adapter;
    this.#target = targetOf(adapter);
    this.#wanted = wanted;
  }

  of(product: Product): Variant {
    const variants = variantsOf(product, this.#target);
    const wanted = variants.find(({ name }) => name === this.#wanted[product.key]);
    const chosen = wanted ?? cheapest(variants, (variant) => expectedCost(variant, product, this.#adapter));
    this.made[product.key] = chosen.name;
    this.products.set(product.key, product);
    return chosen;
  }
}

function cheapest(variants: readonly Variant[], cost: (variant: Variant) => number): Variant {
  const [first, ...others] = variants;
  if (first === undefined) throw new Error('every product has a variant');
  return others.reduce((best, variant) => (cost(variant) < cost(best) ? variant : best), first);
}
