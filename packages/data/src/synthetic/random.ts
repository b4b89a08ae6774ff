// Random numbers with the same bits on every platform: integer arithmetic and exact divisions only. Each digit has its
// own generator, keyed by what it is, so digit 1,000 is the same whether or not the 999 before it were drawn.

/** Chris Doty-Humphrey's sfc32, keyed by four words and stirred until they have spread over its whole state. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(key: readonly [number, number, number, number]) {
    [this.#a, this.#b, this.#c, this.#counter] = key;
    for (let round = 0; round < 16; round++) this.#next();
  }

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * (this.#next() / 2 ** 32);
  }

  /**
   * Bell-shaped around 0 with the given standard deviation, never beyond 3.5 of them: the sum of four uniforms, because
   * engines differ in the last bits of logarithms and cosines.
   */
  bell(deviation: number): number {
    let sum = -2;
    for (let term = 0; term < 4; term++) sum += this.#next() / 2 ** 32;
    return sum * deviation * 1.7320508075688772;
  }

  /** One of the items, each as likely as its weight says. */
  pick<Item extends { readonly weight: number }>(items: readonly Item[]): Item {
    const total = items.reduce((sum, { weight }) => sum + weight, 0);
    let remaining = this.between(0, total);
    const chosen = items.find(({ weight }) => (remaining -= weight) < 0) ?? items.at(-1);
    if (!chosen) throw new RangeError('There is nothing to pick from.');
    return chosen;
  }
}
