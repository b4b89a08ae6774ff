// The one place where the page's state lives: plain data, replaced and never changed in place, so that whoever looks at a
// part of it sees by identity whether that part is another.

export type Listener = () => void;

export class Store<State extends object> {
  #state: State;
  readonly #listeners = new Set<Listener>();

  constructor(initial: State) {
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  /** Replaces some parts of the state. */
  update(change: Partial<State> | ((state: State) => Partial<State>)): void {
    const parts = typeof change === 'function' ? change(this.#state) : change;
    this.#state = { ...this.#state, ...parts };
    for (const listener of this.#listeners) listener();
  }

  /** Hears of every change until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
