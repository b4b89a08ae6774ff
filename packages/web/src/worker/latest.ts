// Runs a task whenever it is asked to, but never twice at once: what is asked while it runs is done once, afterwards, with
// what is current by then. Keeps a page that changes sixty times a second from asking the worker as often.

export class Latest {
  readonly #task: () => Promise<void>;
  #isRunning = false;
  #isWanted = false;

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /** Done once there is nothing more to do. */
  async request(): Promise<void> {
    this.#isWanted = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      while (this.#takeWish()) await this.#task();
    } finally {
      this.#isRunning = false;
    }
  }

  #takeWish(): boolean {
    const isWanted = this.#isWanted;
    this.#isWanted = false;
    return isWanted;
  }
}
