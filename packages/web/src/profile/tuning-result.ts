// How tuning goes, and what came of it.

import { html, nothing, type TemplateResult } from 'lit';
import { failureNotice } from '../design/failure-notice.js';
import type { TuningState } from './profile-state.js';

export function tuningResult(tuning: TuningState): TemplateResult | typeof nothing {
  switch (tuning.phase) {
    case 'none':
      return tuning.failure ? failureNotice(tuning.failure) : nothing;
    case 'tuning': {
      const { done, of, product } = tuning;
      return html`<progress aria-label="Tuning" max="1" .value=${done / Math.max(1, of)}></progress>
        <p class="quiet small" role="status">
          ${of === 0 ? 'Compiling variants …' : `Measuring variants, ${done + 1} of ${of}: ${product}`}
        </p>`;
    }
    case 'done': {
      const gains = Object.values(tuning.table).map(({ speedup }) => speedup);
      const faster = gains.filter((gain) => gain > 1);
      return html`<p class="small" role="status">
        ${
          faster.length === 0
            ? 'Tuned: the kernels that were chosen are the fastest here.'
            : `Tuned: ${faster.length} of ${gains.length} matrix products now run up to ${Math.max(...faster).toFixed(2)} times as fast.`
        }
        <span class="quiet">This browser remembers it; runs from now on use it.</span>
      </p>`;
    }
    default:
      return tuning satisfies never;
  }
}
