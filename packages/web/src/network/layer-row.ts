// One layer of the list: what it is and what it costs; opened, its settings. Tells its list of `change`, `remove` and
// `move`.

import type { LayerSettings } from '@shadegrad/core';
import { css, html, LitElement, nothing } from 'lit';
import { base } from '../design/base-styles.js';
import type { Failure } from '../design/failure.js';
import { bytes, compact, count, flops, shape } from '../design/format.js';
import { icon } from '../design/icons.js';
import type { LayerReport } from './analyse.js';
import { layerFields } from './layer-fields.js';
import { describeLayer, LAYER_KINDS } from './layer-kinds.js';

/** `settings` are the layer's new ones. */
export class LayerChange extends Event {
  readonly settings: LayerSettings;

  constructor(settings: LayerSettings) {
    super('change');
    this.settings = settings;
  }
}

/** One place up (−1) or down (1). */
export class LayerMove extends Event {
  readonly by: -1 | 1;

  constructor(by: -1 | 1) {
    super('move');
    this.by = by;
  }
}

export class LayerRow extends LitElement {
  static override properties = {
    settings: { attribute: false },
    report: { attribute: false },
    problem: { attribute: false },
    isFirst: { type: Boolean },
    isLast: { type: Boolean },
    open: { type: Boolean, reflect: true },
  };

  static override styles = [
    base,
    css`
      :host {
        border-top: 1px solid var(--line);
      }
      .row {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr);
        align-items: center;
      }
      .grip {
        width: 1.5rem;
        padding: 0;
        color: var(--quiet);
        cursor: grab;
        touch-action: none;
      }
      .head {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 1rem;
        gap: 0 var(--space-2);
        width: 100%;
        height: auto;
        padding: var(--space-2) var(--space-1);
        text-align: left;
        font-weight: 400;
        line-height: 1.35;
      }
      .what {
        overflow: hidden;
        text-overflow: ellipsis;
        font-size: var(--text-sm);
      }
      .what strong {
        font-weight: 600;
      }
      .costs {
        display: grid;
        grid-template-columns: 3.9rem 4.2rem 4.5rem minmax(0, 1fr);
        gap: var(--space-1);
        white-space: nowrap;
        font-size: var(--text-xs);
        color: var(--quiet);
        text-align: right;
      }
      .costs .shape {
        color: var(--text);
        text-align: left;
      }
      .wrong .costs .shape {
        color: var(--bad);
      }
      .chevron {
        grid-column: 2;
        grid-row: 1 / 3;
        align-self: center;
        color: var(--quiet);
        transition: rotate 0.15s;
      }
      :host([open]) .chevron {
        rotate: 180deg;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
        align-items: end;
        gap: var(--space-3);
        padding: var(--space-1) var(--space-1) var(--space-3) 1.75rem;
      }
      .actions {
        grid-column: 1 / -1;
        display: flex;
        gap: var(--space-2);
      }
      .notice {
        margin: 0 0 var(--space-2) 1.75rem;
      }
    `,
  ];

  declare settings: LayerSettings;
  /** Absent from the first layer on that does not fit. */
  declare report: LayerReport | undefined;
  declare problem: Failure | undefined;
  declare isFirst: boolean;
  declare isLast: boolean;
  declare open: boolean;

  constructor() {
    super();
    this.isFirst = false;
    this.isLast = false;
    this.open = false;
  }

  override render() {
    const { settings, report, problem } = this;
    const { title } = LAYER_KINDS[settings.type];
    return html`
      <div class="row ${problem ? 'wrong' : ''}">
        <button
          class="plain grip"
          aria-label="Move ${title}: drag, or arrow keys"
          @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        >
          ${icon('grip')}
        </button>
        <button
          class="plain head"
          aria-expanded=${this.open ? 'true' : 'false'}
          @click=${() => (this.open = !this.open)}
        >
          <span class="what"
            ><strong>${title}</strong> <span class="quiet">${describeLayer(settings)}</span></span
          >
          <span class="costs number">
            <span class="shape" title="Output of one picture">
              ${report ? shape(report.outputShape) : problem ? icon('warning') : '–'}
            </span>
            <span title=${report ? `${count(report.parameters)} parameters` : nothing}
              >${report ? compact(report.parameters) : '–'} par.</span
            >
            <span title="Arithmetic for one picture, forward and backward">
              ${report ? flops(report.flops) : '–'}
            </span>
            <span title="Weights, gradients and optimizer state, and a batch of outputs">
              ${report ? bytes(report.bytes) : '–'}
            </span>
          </span>
          <span class="chevron">${icon('chevron')}</span>
        </button>
      </div>
      ${
        problem
          ? html`<div class="notice bad" role="alert">
              <strong>${problem.message}</strong> ${problem.fix}
            </div>`
          : nothing
      }
      ${this.open ? this.#editor() : nothing}
    `;
  }

  #editor() {
    return html`<div class="fields">
      ${layerFields(this.settings, (settings) => this.dispatchEvent(new LayerChange(settings)))}
      <div class="actions">
        <button class="icon" ?disabled=${this.isFirst} aria-label="Move up" @click=${() => this.#move(-1)}>
          ${icon('up')}
        </button>
        <button class="icon" ?disabled=${this.isLast} aria-label="Move down" @click=${() => this.#move(1)}>
          ${icon('down')}
        </button>
        <button @click=${() => this.dispatchEvent(new Event('remove'))}>${icon('remove')} Remove</button>
      </div>
    </div>`;
  }

  #move(by: -1 | 1): void {
    this.dispatchEvent(new LayerMove(by));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.#move(event.key === 'ArrowUp' ? -1 : 1);
  }
}

customElements.define('layer-row', LayerRow);

declare global {
  interface HTMLElementTagNameMap {
    'layer-row': LayerRow;
  }
}
