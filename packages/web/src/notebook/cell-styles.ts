// How a cell is laid out: a button to run it in the margin, its text, a line about its state that is always there, what it
// shows. On a phone there is no margin.

import { css } from 'lit';
import { base } from '../design/base-styles.js';

export const cellStyles = [
  base,
  css`
    section {
      display: grid;
      grid-template:
        'run editor' auto
        'run bar' auto
        '. output' auto
        '. failure' auto / 2rem minmax(0, 1fr);
      column-gap: var(--space-2);
      position: relative;
      padding: var(--space-1) 0;
      outline: none;
    }
    .run {
      grid-area: run;
      height: 0;
    }
    .written .run {
      padding-top: 0.375rem;
    }
    cell-editor {
      grid-area: editor;
    }
    cell-output {
      grid-area: output;
    }
    .notice {
      grid-area: failure;
    }
    .run button {
      border-color: transparent;
      border-radius: 50%;
      background: none;
      color: var(--quiet);
    }
    .run button:hover {
      background: var(--accent-soft);
      color: var(--accent);
    }
    .run .stop {
      background: var(--accent-soft);
      color: var(--accent);
    }
    .bar {
      grid-area: bar;
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-2);
      min-height: 2rem;
    }
    .state {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      overflow: hidden;
      color: var(--quiet);
      font-size: var(--text-xs);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
      text-overflow: ellipsis;
    }
    .dot {
      width: 0.5rem;
      height: 0.5rem;
      flex: none;
      border: 1.5px solid var(--line-strong);
      border-radius: 50%;
    }
    .done .dot {
      border-color: var(--good);
      background: var(--good);
    }
    .failed .dot {
      border-color: var(--bad);
      border-radius: 1px;
      background: var(--bad);
    }
    .stopped .dot {
      border-color: var(--warn);
      border-radius: 1px;
    }
    .running .dot {
      border-color: var(--accent);
      background: var(--accent);
      animation: breathe 1.2s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.35;
      }
    }
    .actions {
      display: flex;
      align-items: center;
      margin-left: auto;
      opacity: 0;
    }
    section:hover .actions,
    section:focus-within .actions {
      opacity: 1;
    }
    .actions button {
      min-height: 1.75rem;
      color: var(--quiet);
    }
    .actions button.icon {
      width: 1.75rem;
    }
    .actions button:hover:not(:disabled) {
      color: var(--text);
    }
    .actions select {
      width: auto;
      height: 1.75rem;
      border-color: transparent;
      background: none;
      color: var(--quiet);
      font-size: var(--text-sm);
    }
    cell-output {
      margin-bottom: var(--space-2);
    }
    .notice {
      margin: var(--space-2) 0;
      overflow-wrap: anywhere;
    }
    .message {
      white-space: pre-wrap;
    }
    .notice .plain {
      min-height: 1.5rem;
      padding: 0 var(--space-2);
      color: inherit;
      text-decoration: underline;
    }

    /* Read prose is nothing but text: what can be done with it lies over its margin, or comes with a tap. */
    .read .bar {
      position: absolute;
      top: 0;
      right: 0;
      z-index: 1;
    }
    .read .actions {
      border-radius: var(--radius-md);
      background: var(--surface);
    }
    @media (hover: none) {
      .actions {
        opacity: 1;
      }
      .actions button,
      .actions button.icon {
        width: 2.5rem;
        min-height: 2.75rem;
      }
      .read .bar {
        position: static;
      }
      .read:not(:focus-within) .bar {
        display: none;
      }
    }
    @media (max-width: 48rem) {
      section {
        grid-template:
          'editor editor' auto
          'run bar' auto
          'output output' auto
          'failure failure' auto / auto minmax(0, 1fr);
      }
      .run,
      .written .run {
        height: auto;
        padding: 0;
      }
    }
  `,
];
