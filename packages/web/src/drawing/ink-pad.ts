// The drawing board: takes strokes by pointer, finger and keyboard, shows the marks that it is given, and tells of how it
// looks, at most once a frame.

import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { base } from '../design/base-styles.js';
import { styled } from '../design/styled.js';
import { afterKey, describePen, GRID, initialPen, type KeyboardPen, pointOf } from './keyboard-pen.js';
import type { Mark, Point, Stroke, Tool } from './marks.js';
import { paintMarks, paintStroke } from './paint.js';

/** Pixels of a side of the canvas. */
const SIDE = 280;
/** The button at the other end of a stylus. */
const ERASER_BUTTON = 32;

/** Tells how the board looks. */
export class Inked extends Event {
  /** RGBA; ink is where it is opaque. */
  readonly image: ImageData;
  /** Whether a stroke is being drawn that is not among the marks yet. */
  readonly isDrawing: boolean;

  constructor(image: ImageData, isDrawing: boolean) {
    super('inked');
    this.image = image;
    this.isDrawing = isDrawing;
  }
}

/** Tells of a stroke that is done. */
export class StrokeDone extends Event {
  readonly stroke: Stroke;

  constructor(stroke: Stroke) {
    super('stroke');
    this.stroke = stroke;
  }
}

export class InkPad extends LitElement {
  static override properties = {
    marks: { attribute: false },
    tool: { type: String },
    penWidth: { type: Number },
    scheme: { type: String },
    pen: { state: true },
    hasKeyboard: { state: true },
  };

  static override styles = [
    base,
    css`
      .board {
        position: relative;
        aspect-ratio: 1;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-md);
        background: var(--sunken);
        overflow: hidden;
        cursor: crosshair;
        touch-action: none;
        user-select: none;
      }
      .board:focus-visible {
        outline-offset: 2px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
        color: var(--text);
      }
      .hint {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: var(--space-4);
        color: var(--quiet);
        text-align: center;
        pointer-events: none;
      }
      .pen {
        position: absolute;
        width: calc(100% / ${GRID});
        height: calc(100% / ${GRID});
        border: 2px solid var(--accent);
        border-radius: 3px;
        pointer-events: none;
      }
      .pen.down {
        background: color-mix(in srgb, var(--accent) 45%, transparent);
      }
    `,
  ];

  declare marks: readonly Mark[];
  declare tool: Tool;
  /** As a share of the side. */
  declare penWidth: number;
  /** The page's colours; others mean another drawing. */
  declare scheme: 'light' | 'dark';
  declare pen: KeyboardPen;
  /** Whether the keyboard has come here. */
  declare hasKeyboard: boolean;
  /** The stroke that is being drawn. */
  #live: Stroke | undefined;
  #frame: number | undefined;

  constructor() {
    super();
    this.marks = [];
    this.tool = 'pen';
    this.penWidth = 0.08;
    this.scheme = 'light';
    this.pen = initialPen;
    this.hasKeyboard = false;
  }

  override render() {
    const { column, row, isDown } = this.pen;
    const isEmpty = this.marks.length === 0 && this.#live === undefined;
    return html`<div
      class="board"
      tabindex="0"
      role="application"
      aria-roledescription="drawing board"
      aria-label="Drawing board: arrow keys move the pen, space puts it down and lifts it, backspace undoes, delete clears"
      @pointerdown=${(event: PointerEvent) => this.#begin(event)}
      @pointermove=${(event: PointerEvent) => this.#extend(event)}
      @pointerup=${() => this.#finish()}
      @pointercancel=${() => this.#finish()}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
      @blur=${() => this.#leave()}
    >
      <canvas width=${SIDE} height=${SIDE}></canvas>
      ${isEmpty && !this.hasKeyboard ? html`<div class="hint">Draw a digit here</div>` : nothing}
      ${
        this.hasKeyboard
          ? html`<div
              class="pen ${isDown ? 'down' : ''}"
              ${styled({ left: `${(100 * column) / GRID}%`, top: `${(100 * row) / GRID}%` })}
            ></div>`
          : nothing
      }
      <span class="visually-hidden" role="status">${this.hasKeyboard ? describePen(this.pen) : ''}</span>
    </div>`;
  }

  override updated(changed: PropertyValues<this>) {
    if (changed.has('marks') || changed.has('scheme')) {
      this.#repaint();
      this.#tellSoon();
    }
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.board')?.focus();
  }

  /** Tells once more how the board looks, for one who makes something else of it. */
  tell(): void {
    const context = this.#context;
    if (context === undefined) return;
    this.dispatchEvent(new Inked(context.getImageData(0, 0, SIDE, SIDE), this.#live !== undefined));
  }

  get #context(): CanvasRenderingContext2D | undefined {
    const canvas = this.renderRoot.querySelector('canvas');
    return canvas?.getContext('2d', { willReadFrequently: true }) ?? undefined;
  }

  get #color(): string {
    const canvas = this.renderRoot.querySelector('canvas');
    return canvas === null ? '#000' : getComputedStyle(canvas).color;
  }

  #begin(event: PointerEvent): void {
    if (!event.isPrimary || event.button > 0) return;
    const board = boardOf(event);
    board.setPointerCapture(event.pointerId);
    this.#finish();
    const tool = event.buttons === ERASER_BUTTON ? 'eraser' : this.tool;
    this.#live = { kind: 'stroke', tool, width: this.penWidth, points: [pointIn(board, event)] };
    this.hasKeyboard = false;
    this.#draw();
  }

  #extend(event: PointerEvent): void {
    if (this.#live === undefined || !event.isPrimary || this.pen.isDown) return;
    const board = boardOf(event);
    // A fast hand moves several times in a frame.
    const moves = event.getCoalescedEvents();
    const points = (moves.length > 0 ? moves : [event]).map((move) => pointIn(board, move));
    this.#lengthen(points);
  }

  #lengthen(points: readonly Point[]): void {
    if (this.#live === undefined) return;
    this.#live = { ...this.#live, points: [...this.#live.points, ...points] };
    this.#draw();
  }

  #finish(): void {
    const stroke = this.#live;
    if (stroke === undefined) return;
    this.#live = undefined;
    this.dispatchEvent(new StrokeDone(stroke));
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === 'z') this.#ask(event, 'undo');
      return;
    }
    if (event.key === 'Backspace') return this.#ask(event, 'undo');
    if (event.key === 'Delete') return this.#ask(event, 'wipe');
    const pen = afterKey(this.pen, event.key);
    if (pen === undefined) return;
    event.preventDefault();
    const was = this.pen;
    this.hasKeyboard = true;
    this.pen = pen;
    if (pen.isDown && !was.isDown) {
      this.#live = { kind: 'stroke', tool: this.tool, width: this.penWidth, points: [pointOf(pen)] };
      this.#draw();
    } else if (pen.isDown) {
      this.#lengthen([pointOf(pen)]);
    } else if (was.isDown) {
      this.#finish();
    }
  }

  #ask(event: KeyboardEvent, wish: 'undo' | 'wipe'): void {
    event.preventDefault();
    this.#lift();
    this.dispatchEvent(new Event(wish));
  }

  #leave(): void {
    this.#lift();
    this.hasKeyboard = false;
  }

  #lift(): void {
    this.pen = { ...this.pen, isDown: false };
    this.#finish();
  }

  #repaint(): void {
    const context = this.#context;
    if (context !== undefined) paintMarks(context, this.marks, this.#color);
    if (context !== undefined && this.#live) paintStroke(context, this.#live, this.#color);
  }

  /** The stroke at hand, on top of the marks. */
  #draw(): void {
    this.#repaint();
    this.#tellSoon();
    this.requestUpdate();
  }

  #tellSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.tell();
    });
  }
}

function boardOf({ currentTarget }: Event): HTMLElement {
  if (currentTarget instanceof HTMLElement) return currentTarget;
  throw new TypeError('This is not the event of an element.');
}

function pointIn(board: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const { left, top, width, height } = board.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

customElements.define('ink-pad', InkPad);

declare global {
  interface HTMLElementTagNameMap {
    'ink-pad': InkPad;
  }
}
