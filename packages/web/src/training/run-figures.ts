// Where the run stands, in numbers that do not move when they change.

import { css, html, LitElement } from 'lit';

import { base } from '../design/base-styles.js';
import { styled } from '../design/styled.js';
import { count, duration, loss, percent } from '../design/format.js';
import { idleRun, secondsLeft, type RunState } from './run-state.js';

export class RunFigures extends LitElement {
  static override properties = { run: { attribute: false } };

  static override styles = [
    base,
    css`
      .bar {
        height: 0.25rem;
        border-radius: 1rem;
        background: var(--sunken);
        overflow: hidden;
      }
      .bar div {
        height: 100%;
        background: var(--accent);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr));
        gap: var(--space-3);
        margin-top: var(--space-3);
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--quiet);
        font-size: var(--text-xs);
      }
      dd {
        font-size: var(--text-lg);
        font-weight: 600;
        white-space: nowrap;
      }
    `,
  ];

  declare run: RunState;

  constructor() {
    super();
    this.run = idleRun;
  }

  override render() {
    const { run } = this;
    const { progress, epochs } = run;
    const isCounting = run.phase === 'preparing' || run.phase === 'evaluating';
    const share = isCounting
      ? (run.share ?? 0)
      : progress
        ? progress.step / Math.max(1, progress.totalSteps)
        : 0;
    const isMoving = run.phase === 'running' && progress !== undefined && progress.imagesPerSecond > 0;
    const batchSize = run.config?.settings.batchSize ?? 0;
    const figures: readonly (readonly [string, string])[] = [
      ['Loss', loss(progress?.loss)],
      ['Accuracy', percent(progress?.accuracy)],
      ['Validation', percent(epochs.at(-1)?.validationAccuracy)],
      ['Epoch', progress ? `${progress.epoch} of ${progress.epochs}` : '–'],
      ['Step', progress ? `${count(progress.step)} of ${count(progress.totalSteps)}` : '–'],
      ['Images/s', progress && progress.imagesPerSecond > 0 ? count(progress.imagesPerSecond) : '–'],
      [
        'ms a step',
        progress && progress.imagesPerSecond > 0
          ? ((1000 * batchSize) / progress.imagesPerSecond).toFixed(1)
          : '–',
      ],
      ['Time left', isMoving ? duration(secondsLeft(run)) : '–'],
    ];
    return html`
      <div
        class="bar"
        role="progressbar"
        aria-label=${WHAT[run.phase] ?? 'Run'}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(100 * share)}
      >
        <div ${styled({ width: `${100 * share}%` })}></div>
      </div>
      <dl>
        ${figures.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    `;
  }
}

const WHAT: Partial<Record<RunState['phase'], string>> = {
  preparing: 'Kernels compiled',
  evaluating: 'Test pictures classified',
};

customElements.define('run-figures', RunFigures);

declare global {
  interface HTMLElementTagNameMap {
    'run-figures': RunFigures;
  }
}
