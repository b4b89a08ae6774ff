// What all components look like alike: text, buttons, fields. A component lists `base` before styles of its own.

import { css } from 'lit';

export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: var(--text-lg);
    font-weight: 600;
    line-height: 1.25;
  }
  h3 {
    font-size: var(--text-sm);
    font-weight: 600;
  }
  a {
    color: var(--accent);
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .quiet {
    color: var(--quiet);
  }
  .small {
    font-size: var(--text-sm);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  /* A colour that is data, with what reads best on it: white below a lightness of 49.4, where black and white are alike. */
  .shaded {
    background: var(--shade);
    color: lab(from var(--shade) calc((49.4 - l) * 1000000) 0 0);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: 2rem;
    padding: 0 var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-md);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--line-strong);
  }
  button:disabled {
    opacity: 0.45;
    cursor: default;
  }
  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button.primary:hover:not(:disabled) {
    background: var(--accent-hover);
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  button.plain:hover:not(:disabled) {
    background: var(--sunken);
  }
  button.icon {
    flex: none;
    width: 2rem;
    padding: 0;
  }
  svg.icon {
    width: 1rem;
    height: 1rem;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .field {
    display: grid;
    gap: var(--space-1);
    min-width: 0;
    font-size: var(--text-sm);
  }
  .field > span:first-child {
    color: var(--quiet);
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: 2rem;
    font-size: var(--text-sm);
  }
  input:not([type='checkbox'], [type='range'], [type='file']),
  select {
    width: 100%;
    min-width: 0;
    height: 2rem;
    padding: 0 var(--space-2);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-sm);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-size: var(--text-md);
    font-variant-numeric: tabular-nums;
  }
  input[type='checkbox'] {
    width: 1rem;
    height: 1rem;
    margin: 0;
    accent-color: var(--accent);
  }
  input[type='range'] {
    accent-color: var(--accent);
  }
  input[aria-invalid='true'] {
    border-color: var(--bad);
  }
  .notice {
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-md);
    background: var(--sunken);
    font-size: var(--text-sm);
  }
  .notice .code {
    font-size: var(--text-xs);
    overflow-wrap: anywhere;
  }
  .notice.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .notice.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  @media (pointer: coarse) {
    button,
    .check {
      min-height: 2.75rem;
    }
    button.icon {
      width: 2.75rem;
    }
    input:not([type='checkbox'], [type='range'], [type='file']),
    select {
      height: 2.75rem;
      font-size: var(--text-lg);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
