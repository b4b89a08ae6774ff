// The buffers of a program are shared by all that it computes, so its tasks take turns. A long one lets others in where
// the device is at rest: that is how a network can be tried out, evaluated and saved while it learns.

export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Whether a task waits for its turn. */
  get isWanted(): boolean {
    return this.#waiting.length > 0;
  }

  /** Runs `task` once those before it are done. */
  async take<Result>(task: () => Promise<Result>): Promise<Result> {
    await this.#begin();
    try {
      return await task();
    } finally {
      this.#end();
    }
  }

  /** For the one whose turn it is: lets others in while `task` goes on, and returns when it is this one's turn again. */
  async lend<Result>(task?: () => Promise<Result> | Result): Promise<Result | undefined> {
    this.#end();
    try {
      return await task?.();
    } finally {
      await this.#begin();
    }
  }

  async #begin(): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return;
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** The turn goes to the one that has waited longest; it stays taken in between. */
  #end(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#isTaken = false;
    else next();
  }
}
