// One line at the bottom of the terminal that is redrawn in place, below lines that stay. Each drawing is a single
// write that overwrites before it clears, so nothing flickers; the cursor is hidden meanwhile and always comes back.

import type { Output } from './output.js';

const HIDE_CURSOR = '\u001B[?25l';
const SHOW_CURSOR = '\u001B[?25h';
const CLEAR_REST = '\u001B[K';

export class LiveLine {
  readonly #output: Output;
  #drawn = '';
  #visible = false;
  readonly #restore = (): void => this.clear();

  constructor(output: Output) {
    this.#output = output;
  }

  /** Replaces the live line. `text` must fit the width, or the terminal would wrap it and leave pieces behind. */
  draw(text: string): void {
    if (this.#visible && text === this.#drawn) return;
    if (!this.#visible) process.once('exit', this.#restore);
    this.#output.write(`${this.#visible ? '' : HIDE_CURSOR}\r${text}${CLEAR_REST}`);
    this.#drawn = text;
    this.#visible = true;
  }

  /** Writes a line that stays, above the live one. */
  print(line: string): void {
    if (!this.#visible) {
      this.#output.write(`${line}\n`);
      return;
    }
    this.#output.write(`\r${line}${CLEAR_REST}\n${this.#drawn}${CLEAR_REST}`);
  }

  /** Takes the live line away and gives the cursor back. */
  clear(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#drawn = '';
    process.removeListener('exit', this.#restore);
    this.#output.write(`\r${CLEAR_REST}${SHOW_CURSOR}`);
  }
}
