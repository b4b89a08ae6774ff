// What cells show: prose, tables, charts, pictures, values as an inspector writes them, and inputs.

import { css } from 'lit';

export const outputStyles = css`
  .notebook-prose {
    max-width: 44rem;
    font-size: var(--text-lg);
    line-height: 1.65;
    overflow-wrap: break-word;
  }
  .notebook-prose > :first-child {
    margin-top: 0;
  }
  .notebook-prose > :last-child {
    margin-bottom: 0;
  }
  h1,
  h2,
  h3,
  h4 {
    margin: 1.5em 0 0.5em;
    line-height: 1.25;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h1 {
    font-size: 2rem;
    font-weight: 700;
    letter-spacing: -0.025em;
  }
  h2 {
    font-size: 1.375rem;
    font-weight: 650;
  }
  h3,
  h4 {
    font-size: 1.125rem;
    font-weight: 600;
  }
  p,
  ul,
  ol,
  blockquote {
    margin: 0.75em 0;
  }
  ul,
  ol {
    padding-left: 1.5em;
  }
  blockquote {
    padding-left: var(--space-4);
    border-left: 3px solid var(--line);
    color: var(--quiet);
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }
  hr {
    margin: var(--space-8) 0;
    border: 0;
    border-top: 1px solid var(--line);
  }
  pre,
  code,
  .notebook-text,
  .observablehq {
    font-family: var(--mono);
    font-size: var(--text-sm);
    line-height: 1.6;
  }
  .notebook-prose code {
    font-size: 0.875em;
  }
  .notebook-prose :not(pre) > code {
    padding: 0.1em 0.35em;
    border-radius: var(--radius-sm);
    background: var(--sunken);
  }
  pre {
    margin: 0.75em 0;
    padding: var(--space-3) var(--space-4);
    overflow-x: auto;
    border-radius: var(--radius-md);
    background: var(--sunken);
  }
  .notebook-text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  img,
  svg {
    max-width: 100%;
  }
  svg {
    height: auto;
  }
  [class^='plot-'] {
    --plot-background: var(--surface);
  }
  figure {
    margin: 0;
  }
  table {
    border-collapse: collapse;
    font-size: var(--text-md);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: var(--space-1) var(--space-3);
    border-bottom: 1px solid var(--line);
    text-align: right;
    white-space: nowrap;
  }
  th {
    color: var(--quiet);
    font-weight: 500;
  }
  th:first-child,
  td:first-child {
    padding-left: 0;
    text-align: left;
  }
  .notebook-prose :is(th, td) {
    text-align: left;
    white-space: normal;
  }
  button,
  select,
  input:not([type]),
  input:is([type='text'], [type='number']) {
    min-height: 2rem;
    padding: 0 var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-md);
    background: var(--surface);
    color: var(--text);
    font: inherit;
  }
  button {
    font-weight: 500;
    cursor: pointer;
  }
  input {
    accent-color: var(--accent);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
  }

  .observablehq {
    overflow-x: auto;
  }
  .observablehq--inspect {
    white-space: pre;
  }
  .observablehq--collapsed,
  .observablehq--expanded {
    cursor: pointer;
  }
  .observablehq--caret {
    margin-right: var(--space-1);
    vertical-align: baseline;
    fill: currentColor;
  }
  .observablehq--field {
    display: block;
    margin-left: var(--space-4);
  }
  .observablehq--inspect a {
    color: inherit;
    text-decoration: none;
  }
  .observablehq--key,
  .observablehq--index,
  .observablehq--symbol {
    color: var(--accent);
  }
  .observablehq--string,
  .observablehq--regexp {
    color: var(--good);
    white-space: pre-wrap;
  }
  .observablehq--number,
  .observablehq--boolean,
  .observablehq--bigint,
  .observablehq--date,
  .observablehq--null,
  .observablehq--undefined {
    color: var(--warn);
  }
  .observablehq--keyword {
    color: var(--series-2);
  }
  .observablehq--empty,
  .observablehq--forbidden,
  .observablehq--prototype-key,
  .observablehq--more,
  .observablehq--comma {
    color: var(--quiet);
  }
`;
