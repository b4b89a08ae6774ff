// A failure in words: what happened, what to do, and the code to search for.

import { html, type TemplateResult } from 'lit';
import type { Failure } from './failure.js';

export function failureNotice({ code, message, fix }: Failure): TemplateResult {
  return html`<div class="notice bad" role="alert">
    <strong>${message}</strong> ${fix} <span class="code">${code}</span>
  </div>`;
}
