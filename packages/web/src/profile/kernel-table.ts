// Each kernel of a step with its time, and how close it comes to what the adapter was measured to do at best.

import type { DispatchProfile, Profile } from '@shadegrad/core';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';

import { base } from '../design/base-styles.js';
import { styled } from '../design/styled.js';
import { count, percent } from '../design/format.js';
import { tableStyles } from '../design/table-styles.js';

const milliseconds = (seconds: number): string => (1000 * seconds).toFixed(3);
/** Three figures. */
const giga = (perSecond: number): string =>
  perSecond < 99.95e9 ? (perSecond / 1e9).toFixed(perSecond < 9.995e9 ? 2 : 1) : count(perSecond / 1e9);

export class KernelTable extends LitElement {
  static override properties = { profile: { attribute: false } };

  static override styles = [
    base,
    tableStyles,
    css`
      tbody th {
        position: relative;
        min-width: 9rem;
      }
      /* A bar as long as the kernel's share of the step. */
      .share {
        position: absolute;
        bottom: 0;
        left: 0;
        height: 2px;
        background: var(--accent);
      }
      td:last-child,
      th:last-child {
        text-align: left;
      }
      p {
        margin-top: var(--space-3);
      }
    `,
  ];

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
      <p class="quiet small">
        A step of ${batchSize} pictures takes ${milliseconds(stepSeconds)} ms, which makes
        ${count(imagesPerSecond)} images/s; its kernels take ${milliseconds(kernelSeconds)} ms,
        ${percent(kernelShare, 1)} of it. At best this adapter computes ${giga(roofline.flopsPerSecond)}
        GFLOPS and moves ${giga(roofline.bytesPerSecond)} GB/s. Measured with
        ${profile.method === 'timestamps' ? 'timestamp queries' : 'repeated dispatches'}.
      </p>
    `;
  }
}

function row(dispatch: DispatchProfile): TemplateResult {
  const { label, seconds, share, flopsPerSecond, bytesPerSecond, roofline } = dispatch;
  return html`<tr>
    <th scope="row">
      ${label}
      <div class="share" ${styled({ width: `${100 * share}%` })}></div>
    </th>
    <td>${milliseconds(seconds)}</td>
    <td>${percent(share, 1)}</td>
    <td>${giga(flopsPerSecond)}</td>
    <td>${giga(bytesPerSecond)}</td>
    <td>${percent(roofline.share, 0)}</td>
    <td>${roofline.bound}</td>
  </tr>`;
}

customElements.define('kernel-table', KernelTable);

declare global {
  interface HTMLElementTagNameMap {
    'kernel-table': KernelTable;
  }
}
