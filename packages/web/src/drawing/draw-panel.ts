// Trying the network out: draw, paste, drop or pick a picture, see what the network sees of it, and what it says.

import { css, html, LitElement, nothing } from 'lit';
import type { App } from '../app/app.js';
import { exampleCount } from '../data/data-state.js';
import { FileDrop } from '../data/file-drop.js';
import { base } from '../design/base-styles.js';
import { inputOf } from '../design/event-target.js';
import { failureNotice } from '../design/failure-notice.js';
import { checkField, numberField } from '../design/fields.js';
import { count } from '../design/format.js';
import { icon } from '../design/icons.js';
import { Selected } from '../store/selected.js';
import { hasNetwork } from '../training/run-state.js';
import { takesDrawings } from './drawing.js';
import { DIGIT_SIDE, type Preparation } from './drawing-state.js';
import type { Inked, StrokeDone } from './ink-pad.js';
import { describeMarks, type Tool } from './marks.js';
import '../design/app-card.js';
import '../design/picture-canvas.js';
import '../design/segmented-control.js';
import type { Chosen } from '../design/segmented-control.js';
import './ink-pad.js';
import './probability-bars.js';

const EMPTY = new Uint8Array(DIGIT_SIDE * DIGIT_SIDE);

export class DrawPanel extends LitElement {
  static override properties = { app: { attribute: false }, position: { state: true } };

  static override styles = [
    base,
    css`
      :host([dropping]) app-card {
        outline: 2px dashed var(--accent);
        border-radius: var(--radius-lg);
      }
      .boards {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(7rem, 3fr);
        gap: var(--space-4);
        max-width: 36rem;
      }
      .seen {
        display: grid;
        align-content: start;
        gap: var(--space-1);
      }
      .tools,
      .pick {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .pick {
        align-items: end;
      }
      .pick .field {
        width: 6.5rem;
      }
      .width {
        display: flex;
        flex: 1;
        align-items: center;
        min-width: 4rem;
        max-width: 10rem;
      }
      .width input {
        width: 100%;
        min-height: 1.5rem;
      }
      .pick span.turned {
        display: inline-flex;
        rotate: -90deg;
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];

  declare app: App;
  /** Of the test picture that was picked last. */
  declare position: number;
  readonly #drawing = new Selected(this, (state) => state.drawing);
  readonly #takesDrawings = new Selected(this, takesDrawings);
  readonly #data = new Selected(this, (state) => state.data);
  readonly #hasNetwork = new Selected(this, (state) => hasNetwork(state.run));
  readonly #scheme = new Selected(this, (state) => state.theme.scheme);
  readonly #onPaste = (event: ClipboardEvent): void => this.#paste(event);

  constructor() {
    super();
    this.position = 0;
    this.addController(new FileDrop(this, (files) => this.#open(files)));
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('paste', this.#onPaste);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('paste', this.#onPaste);
  }

  override render() {
    const { marks, tool, penWidth, picture, prediction, failure } = this.#drawing.value;
    const { drawing } = this.app;
    const data = this.#data.value;
    const classes = data.phase === 'ready' ? data.summary.classes : [];
    const shape = data.phase === 'ready' ? data.summary.shape : [DIGIT_SIDE, DIGIT_SIDE, 1];
    const elements = shape.reduce((product, extent) => product * extent, 1);
    return html`<app-card heading="Draw">
      ${this.#takesDrawings.value ? this.#tools(tool, penWidth) : otherSize(shape)}
      <div class="boards">
        <ink-pad
          tool=${tool}
          penWidth=${penWidth}
          scheme=${this.#scheme.value}
          .marks=${marks}
          @inked=${({ image, isDrawing }: Inked) => drawing.see(image, isDrawing)}
          @stroke=${({ stroke }: StrokeDone) => drawing.add(stroke)}
          @undo=${() => drawing.undo()}
          @wipe=${() => drawing.wipe()}
        ></ink-pad>
        <div class="seen">
          <h3>The network sees</h3>
          <picture-canvas
            label="What the network sees: ${describeMarks(marks)}"
            .shape=${shape}
            .pixels=${picture?.length === elements ? picture : EMPTY}
          ></picture-canvas>
          ${this.#preparation()}
        </div>
      </div>
      ${failure ? failureNotice(failure) : nothing}
      <probability-bars
        hint=${this.#hint(picture !== undefined)}
        .classes=${classes}
        .probabilities=${picture === undefined ? undefined : prediction?.probabilities}
      ></probability-bars>
      ${this.#pick()}
    </app-card>`;
  }

  /** For the page's key. */
  override focus(): void {
    this.renderRoot.querySelector('ink-pad')?.focus();
  }

  #tools(tool: Tool, penWidth: number) {
    const { drawing } = this.app;
    return html`<div class="tools" role="group" aria-label="Drawing">
      <segmented-control
        label="Tool"
        .options=${[
          ['pen', 'Pen'],
          ['eraser', 'Eraser'],
        ]}
        .value=${tool}
        @change=${({ value }: Chosen<Tool>) => drawing.change({ tool: value })}
      ></segmented-control>
      <button title="Undo (backspace on the board)" @click=${() => drawing.undo()}>
        ${icon('undo')} Undo
      </button>
      <button title="Clear (delete on the board)" @click=${() => drawing.wipe()}>
        ${icon('remove')} Clear
      </button>
      <label class="width" title="Width of the pen">
        <input
          type="range"
          aria-label="Width of the pen"
          min="0.04"
          max="0.14"
          step="0.01"
          .value=${String(penWidth)}
          @input=${(event: Event) => drawing.change({ penWidth: inputOf(event).valueAsNumber })}
        />
      </label>
    </div>`;
  }

  #preparation() {
    if (!this.#takesDrawings.value) return nothing;
    const { scaling, centring } = this.#drawing.value.preparation;
    return html`
      ${checkField({
        label: 'Scaled',
        value: scaling === 'fit',
        hint: 'The digit fills a box of 20×20, as in MNIST; without it, the whole board is made smaller',
        onChange: (fits) => this.#prepare({ scaling: fits ? 'fit' : 'picture' }),
      })}
      ${checkField({
        label: 'Centred',
        value: centring === 'mass',
        hint: 'The ink’s centre of mass lies in the middle, as in MNIST; without it, the digit stays where you drew it',
        onChange: (centres) => this.#prepare({ centring: centres ? 'mass' : 'keep' }),
      })}
    `;
  }

  #pick() {
    const data = this.#data.value;
    if (data.phase !== 'ready') return nothing;
    const all = exampleCount(data.summary, 'test');
    return html`<div class="pick" role="group" aria-label="Pick a picture">
      ${numberField({
        label: 'Test picture',
        value: this.position,
        min: 0,
        max: all - 1,
        hint: `From 0 to ${count(all - 1)}`,
        onChange: (position) => this.#show(position, all),
      })}
      <button class="icon" aria-label="Picture before" @click=${() => this.#show(this.position - 1, all)}>
        <span class="turned">${icon('up')}</span>
      </button>
      <button class="icon" aria-label="Next picture" @click=${() => this.#show(this.position + 1, all)}>
        <span class="turned">${icon('down')}</span>
      </button>
      <button
        class="icon"
        aria-label="Any test picture"
        title="Any test picture"
        @click=${() => this.#show(Math.floor(Math.random() * all), all)}
      >
        ${icon('dice')}
      </button>
      ${
        this.#takesDrawings.value
          ? html`<button
                title="Open a picture of your own; or paste one, or drop it here"
                @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}
              >
                ${icon('picture')} Open
              </button>
              <input
                type="file"
                accept="image/*"
                aria-label="Picture"
                tabindex="-1"
                @change=${(event: Event) => this.#open(inputOf(event).files ?? [])}
              />`
          : nothing
      }
    </div>`;
  }

  #hint(hasPicture: boolean): string {
    if (!this.#hasNetwork.value) return 'Nothing is trained yet: press Train.';
    return hasPicture ? 'Asking the network …' : 'Draw a digit, or pick a test picture.';
  }

  #prepare(change: Partial<Preparation>): void {
    const { preparation } = this.#drawing.value;
    this.app.drawing.change({ preparation: { ...preparation, ...change } });
    this.renderRoot.querySelector('ink-pad')?.tell();
  }

  #show(position: number, all: number): void {
    if (!Number.isInteger(position)) return;
    this.position = (position + all) % all;
    void this.app.drawing.showTest(this.position);
  }

  #open(files: Iterable<File>): void {
    const [file] = files;
    if (file !== undefined && this.#takesDrawings.value) void this.app.drawing.showFile(file, file.name);
  }

  #paste(event: ClipboardEvent): void {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (file === undefined) return;
    event.preventDefault();
    this.#open([file]);
  }
}

const otherSize = (shape: readonly number[]) =>
  html`<p class="notice">
    These pictures are ${shape.join('×')}; the board makes 28×28×1. Pick a test picture to try the network
    out.
  </p>`;

customElements.define('draw-panel', DrawPanel);

declare global {
  interface HTMLElementTagNameMap {
    'draw-panel': DrawPanel;
  }
}
