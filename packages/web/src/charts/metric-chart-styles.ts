// What a chart's frame looks like, and its legend.

import { css } from 'lit';

/** The drawing's height, in px. */
export const HEIGHT = 198;

export const metricChartStyles = css`
  figcaption {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--space-4);
    font-size: var(--text-sm);
  }
  /* On a line of its own, so that charts beside each other stand alike. */
  .legend {
    flex-basis: 100%;
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-4);
    color: var(--quiet);
  }
  .compared b {
    color: var(--quiet);
    font-weight: 400;
  }
  .swatch {
    margin-right: var(--space-1);
    vertical-align: middle;
  }
  .legend span:not(.compared)::before {
    content: '';
    display: inline-block;
    width: 0.75rem;
    margin-right: var(--space-2);
    vertical-align: middle;
    border-top: 2px solid currentColor;
  }
  .training::before {
    color: var(--series-training);
  }
  .validation::before {
    color: var(--series-validation);
    border-top-style: dashed;
  }
  output {
    display: inline-block;
    min-width: 4.25rem;
    color: var(--text);
    font-variant-numeric: tabular-nums;
  }
  /* The canvas must not hold a narrowing page open. */
  .plot {
    overflow: hidden;
    min-height: ${HEIGHT}px;
  }
  .save {
    display: flex;
    justify-content: flex-end;
  }
  .save button {
    min-height: 1.5rem;
    padding: 0 var(--space-2);
    color: var(--quiet);
    font-size: var(--text-xs);
  }
`;
