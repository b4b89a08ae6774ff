// In place of training where there is no WebGPU: what is missing, what to do, and a run that was recorded elsewhere. The
// recording and what plays it are loaded here and only here.

import { html, LitElement, nothing, css } from 'lit';
import type { App } from '../app/app.js';
import { base } from '../design/base-styles.js';
import { failureNotice } from '../design/failure-notice.js';
import { Selected } from '../store/selected.js';
import type { RecordedRun } from '../playback/recorded-run.js';

export class NoGpu extends LitElement {
  static override properties = { app: { attribute: false }, recorded: { state: true } };

  static override styles = [
    base,
    css`
      run-player {
        margin-top: var(--space-4);
      }
    `,
  ];

  declare app: App;
  declare recorded: RecordedRun | undefined;
  readonly #device = new Selected(this, (state) => state.device);
  readonly #scheme = new Selected(this, (state) => state.theme.scheme);

  override render() {
    const device = this.#device.value;
    if (device.phase !== 'missing') return nothing;
    return html`${failureNotice(device.failure)}
    ${
      this.recorded
        ? html`<run-player .run=${this.recorded} scheme=${this.#scheme.value}></run-player>`
        : nothing
    }`;
  }

  override firstUpdated() {
    void this.#load();
  }

  /** Without the recording there is still the notice. */
  async #load(): Promise<void> {
    const [{ fetchRecordedRun }] = await Promise.all([
      import('../playback/recorded-run.js'),
      import('../playback/run-player.js'),
    ]);
    this.recorded = await fetchRecordedRun().catch(() => undefined);
  }
}

customElements.define('no-gpu', NoGpu);

declare global {
  interface HTMLElementTagNameMap {
    'no-gpu': NoGpu;
  }
}
