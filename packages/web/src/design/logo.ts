// The project's sign: a curve of loss.

import { html, type TemplateResult } from 'lit';

export function logo(): TemplateResult {
  return html`<svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#3d5af1" />
    <path d="M6 8c3 0 4 14 9 14s5-5 11-5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" />
  </svg>`;
}
