// One of a few choices that are all in view; radio buttons to the keyboard and to those who listen. Tells of `change`.

import { css, html, LitElement } from 'lit';
import { base } from './base-styles.js';

/** Tells which value was chosen. */
export class Chosen<Value extends string> extends Event {
  readonly value: Value;

  constructor(value: Value) {
    super('change');
    this.value = value;
  }
}

export class SegmentedControl<Value extends string = string> extends LitElement {
  static override properties = {
    label: { type: String },
    options: { attribute: false },
    value: { type: String },
  };

  static override styles = [
    base,
    css`
      fieldset {
        display: flex;
        margin: 0;
        padding: 2px;
        border: 0;
        border-radius: var(--radius-md);
        background: var(--sunken);
      }
      label {
        display: flex;
        align-items: center;
        min-height: 1.625rem;
        padding: 0 var(--space-2);
        border-radius: var(--radius-sm);
        color: var(--quiet);
        font-size: var(--text-sm);
        cursor: pointer;
      }
      label:has(:checked) {
        background: var(--surface);
        color: var(--text);
        box-shadow: 0 0 0 1px var(--line);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      input[type='radio'] {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
      @media (pointer: coarse) {
        label {
          min-height: 2.5rem;
          padding: 0 var(--space-3);
        }
      }
    `,
  ];

  declare label: string;
  /** Values and what they show. */
  declare options: readonly (readonly [Value, unknown, title?: string])[];
  declare value: Value;

  constructor() {
    super();
    this.label = '';
    this.options = [];
  }

  override render() {
    return html`<fieldset>
      <legend class="visually-hidden">${this.label}</legend>
      ${this.options.map(
        ([value, content, title]) =>
          html`<label title=${title ?? ''}>
            <input
              type="radio"
              name="choice"
              aria-label=${title ?? String(content)}
              .checked=${value === this.value}
              @change=${() => this.#choose(value)}
            />
            ${content}
          </label>`,
      )}
    </fieldset>`;
  }

  #choose(value: Value): void {
    this.value = value;
    this.dispatchEvent(new Chosen(value));
  }
}

customElements.define('segmented-control', SegmentedControl);

declare global {
  interface HTMLElementTagNameMap {
    'segmented-control': SegmentedControl;
  }
}
