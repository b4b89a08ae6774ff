// What the page is, and the keys that it answers to.

import { css, html, LitElement } from 'lit';
import { base } from '../design/base-styles.js';

export const KEYS: readonly (readonly [key: string, does: string])[] = [
  ['Space', 'train, pause, go on'],
  ['.', 'train on one batch'],
  ['E', 'train to the end of the epoch'],
  ['D', 'draw: arrow keys move the pen, space puts it down and lifts it'],
  ['?', 'this help'],
];

export class HelpDialog extends LitElement {
  static override styles = [
    base,
    css`
      dialog {
        max-width: 32rem;
        padding: var(--space-6);
        border: 1px solid var(--line);
        border-radius: var(--radius-lg);
        background: var(--surface);
        color: var(--text);
      }
      dialog::backdrop {
        background: #00000080;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-2) var(--space-4);
        margin: var(--space-4) 0;
      }
      kbd {
        padding: 0 var(--space-2);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-sm);
        font: inherit;
        font-size: var(--text-sm);
      }
      p + p {
        margin-top: var(--space-2);
      }
      h2 {
        margin-bottom: var(--space-3);
      }
    `,
  ];

  override render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">Train a network in this page</h2>
      <p>
        The network learns to tell the pictures apart. Press <em>Train</em>: every step shows it a batch of
        them, and its weights are moved a little towards fewer mistakes. All of it is computed by this
        machine’s GPU; nothing is uploaded.
      </p>
      <p class="quiet">
        Change the network as you like: what does not fit is said at the layer. Dotted lines in the charts
        mark changes of the learning rate.
      </p>
      <dl>
        ${KEYS.map(
          ([key, does]) =>
            html`<dt><kbd>${key}</kbd></dt>
              <dd>${does}</dd>`,
        )}
      </dl>
      <form method="dialog"><button autofocus>Close</button></form>
    </dialog>`;
  }

  open(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }
}

customElements.define('help-dialog', HelpDialog);

declare global {
  interface HTMLElementTagNameMap {
    'help-dialog': HelpDialog;
  }
}
