// Each kernel of a step with its time, and how close it comes to what the adapter was measured to do at best.

import type { DispatchProfile, Profile } from '@shadegrad/core';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';

const percent = (share: number, digits: number): string => `${(100 * share).toFixed(digits)}\u00a0%`;
const milliseconds = (seconds: number): string => (1000 * seconds).toFixed(3);
/** Three figures. */
const giga = (perSecond: number): string =>
  perSecond < 99.95e9
    ? (perSecond / 1e9).toFixed(perSecond < 9.995e9 ? 2 : 1)
    : Math.round(perSecond / 1e9).toLocaleString('en');

export class ProfileTable extends LitElement {
  static override properties = { profile: { attribute: false } };

  static override styles = css`
    :host {
      display: block;
    }
    .scroll {
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: 0.875rem;
      font-variant-numeric: tabular-nums;
    }
    th,
    td {
      padding: 0.1875rem 0.5rem;
      text-align: right;
      white-space: nowrap;
    }
    th:first-child,
    td:first-child {
      min-width: 8rem;
      padding-left: 0;
      text-align: left;
    }
    th:last-child,
    td:last-child {
      padding-right: 0;
      text-align: left;
    }
    th {
      color: var(--quiet);
      font-weight: 500;
    }
    tbody tr {
      border-top: 1px solid var(--line);
    }
    /* A bar as long as the kernel's share of the step. */
    td:first-child {
      background: linear-gradient(var(--accent), var(--accent)) left bottom / var(--share, 0) 2px no-repeat;
    }
    p {
      margin: 0.75rem 0 0;
      color: var(--quiet);
      font-size: 0.9375rem;
    }
  `;

  declare profile: Profile | undefined;

  override render() {
    const { profile } = this;
    if (!profile) return nothing;
    const { kernelSeconds, kernelShare, stepSeconds, imagesPerSecond, batchSize, roofline } = profile;
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label="Kernels of a step">
        <table>
          <thead>
            <tr>
              <th scope="col">Kernel</th>
              <th scope="col">ms</th>
              <th scope="col">Share</th>
              <th scope="col">GFLOPS</th>
              <th scope="col">GB/s</th>
              <th scope="col" title="Of the best that this adapter was measured to do">Roofline</th>
              <th scope="col">Bound</th>
            </tr>
          </thead>
          <tbody>
            ${profile.dispatches.map(row)}
          </tbody>
        </table>
      </div>
      <p>
        A step of ${batchSize} digits takes ${milliseconds(stepSeconds)} ms, which makes
        ${Math.round(imagesPerSecond).toLocaleString('en')} images/s; its kernels take
        ${milliseconds(kernelSeconds)} ms, ${percent(kernelShare, 1)} of it. At best this adapter computes
        ${giga(roofline.flopsPerSecond)} GFLOPS and moves ${giga(roofline.bytesPerSecond)} GB/s.
      </p>
    `;
  }
}

function row(dispatch: DispatchProfile): TemplateResult {
  const { label, seconds, share, flopsPerSecond, bytesPerSecond, roofline } = dispatch;
  return html`<tr>
    <td style="--share: ${100 * share}%">${label}</td>
    <td>${milliseconds(seconds)}</td>
    <td>${percent(share, 1)}</td>
    <td>${giga(flopsPerSecond)}</td>
    <td>${giga(bytesPerSecond)}</td>
    <td>${percent(roofline.share, 0)}</td>
    <td>${roofline.bound}</td>
  </tr>`;
}

customElements.define('profile-table', ProfileTable);

declare global {
  interface HTMLElementTagNameMap {
    'profile-table': ProfileTable;
  }
}
