// Images a second of training alone. The first step of a program is left out where others follow: it waits for the
// driver to compile.

export class Speedometer {
  #since = performance.now();
  #images = 0;
  #isCold: boolean;

  constructor(isCold: boolean) {
    this.#isCold = isCold;
  }

  /** Counts the images of a finished step. */
  count(images: number): void {
    this.#images += images;
  }

  /** After a step's report: what came before a cold start's first step counts no more. */
  settle(): void {
    if (!this.#isCold) return;
    this.#isCold = false;
    this.#since = performance.now();
    this.#images = 0;
  }

  get imagesPerSecond(): number {
    const ms = performance.now() - this.#since;
    return ms > 0 ? (1000 * this.#images) / ms : 0;
  }
}
