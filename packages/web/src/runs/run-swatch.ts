// The stroke with which a run's curve is drawn.

import { html, type TemplateResult } from 'lit';
import { seriesStyle } from '../charts/series-style.js';
import { styled } from '../design/styled.js';

export function runSwatch(index: number): TemplateResult {
  const { dash } = seriesStyle(index);
  return html`<svg class="swatch" width="28" height="8" viewBox="0 0 28 8" aria-hidden="true">
    <path
      d="M0 4h28"
      fill="none"
      stroke="currentColor"
      stroke-width="2.5"
      stroke-dasharray=${dash.join(' ')}
    />
  </svg>`;
}

/** Colours what it stands on like the curve. */
export const runColor = (index: number) => styled({ color: `var(${seriesStyle(index).color})` });
