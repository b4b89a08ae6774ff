// Images a second of training alone. The first step of a program is left out where others follow: it waits for the
// driver to compile.

export class Speedometer {
  #since = performance.now();
  #images = 0;
  #isCold: boolean;
  /** Images a second of the cold start's first step, for a run that has no other. */
  #coldSpeed = 0;

  constructor(isCold: boolean) {
    this.#isCold = isCold;
  }

  /** Counts the images of a finished step. */
  count(images: number): void {
    this.#images += images;
    if (!this.#isCold) return;
    this.#isCold = false;
    const now = performance.now();
    this.#coldSpeed = speed(this.#images, now - this.#since);
    this.#since = now;
    this.#images = 0;
  }

  get imagesPerSecond(): number {
    return this.#images === 0 ? this.#coldSpeed : speed(this.#images, performance.now() - this.#since);
  }
}

const speed = (images: number, ms: number): number => (ms > 0 ? (1000 * images) / ms : 0);
