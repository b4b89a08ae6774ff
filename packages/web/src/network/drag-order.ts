// Reordering a list by dragging a grip, with mouse, pen or finger. Shows where the item would go, and says so when it is
// let go of.

import type { LitElement, ReactiveController } from 'lit';

export class DragOrder implements ReactiveController {
  readonly #host: LitElement;
  readonly #onDrop: (from: number, to: number) => void;
  /** The item that is dragged, and the place in the list without it that it would go to. */
  #drag: { readonly from: number; to: number } | undefined;

  constructor(host: LitElement, onDrop: (from: number, to: number) => void) {
    this.#host = host;
    this.#onDrop = onDrop;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#drag = undefined;
  }

  /** Begins with a press on an element of class `grip`; any other press is none of its business. */
  begin(event: PointerEvent, from: number): void {
    const grip = event.composedPath().find((target) => target instanceof Element && target.matches('.grip'));
    if (!(grip instanceof HTMLElement) || event.button !== 0) return;
    grip.setPointerCapture(event.pointerId);
    const ends = new AbortController();
    const { signal } = ends;
    const end = (isDrop: boolean): void => {
      ends.abort();
      const drag = this.#drag;
      this.#drag = undefined;
      this.#host.requestUpdate();
      if (isDrop && drag !== undefined && drag.to !== drag.from) this.#onDrop(drag.from, drag.to);
    };
    grip.addEventListener('pointermove', ({ clientY }) => this.#moveTo(from, clientY), { signal });
    grip.addEventListener('pointerup', () => end(true), { signal });
    grip.addEventListener('pointercancel', () => end(false), { signal });
  }

  /** `dragged`, or where the dragged item would go, for the item at `index`. */
  classOf(index: number): string {
    if (this.#drag === undefined) return '';
    const { from, to } = this.#drag;
    if (index === from) return 'dragged';
    if (index !== to || to === from) return '';
    return to < from ? 'before' : 'after';
  }

  #moveTo(from: number, y: number): void {
    const items = [...this.#host.renderRoot.querySelectorAll('li')];
    const isAbove = (item: Element): boolean => {
      const { top, height } = item.getBoundingClientRect();
      return top + height / 2 < y;
    };
    const to = items.filter((item, index) => index !== from && isAbove(item)).length;
    if (this.#drag?.to === to) return;
    this.#drag = { from, to };
    this.#host.requestUpdate();
  }
}
