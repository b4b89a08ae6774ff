// The page's icons, drawn on a grid of 16 and in the colour of the text around them. They decorate: what a button does is
// said by its label.

import { svg, html, type TemplateResult } from 'lit';

const PATHS = {
  play: svg`<path d="M4.5 2.8v10.4L13 8z" fill="currentColor" />`,
  pause: svg`<path d="M5 3v10M11 3v10" stroke-width="3" />`,
  stop: svg`<path d="M3.5 3.5h9v9h-9z" fill="currentColor" />`,
  step: svg`<path d="M4 3.2v9.6L10.5 8zM13 3v10" />`,
  epoch: svg`<path d="M2 3.5v9L7.5 8zM7.5 3.5v9L13 8zM14 3v10" />`,
  undo: svg`<path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M6 3.5l-3 3 3 3" />`,
  picture: svg`<path d="M2.5 3h11v10h-11zM2.5 11l3.5-3.5 3 3 2-2 2.5 2.5M10.5 6v0" />`,
  reset: svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3" />`,
  add: svg`<path d="M8 3v10M3 8h10" />`,
  remove: svg`<path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5" />`,
  up: svg`<path d="M8 13V3M4 7l4-4 4 4" />`,
  down: svg`<path d="M8 3v10M4 9l4 4 4-4" />`,
  grip: svg`<path d="M6 4v0M10 4v0M6 8v0M10 8v0M6 12v0M10 12v0" stroke-width="2" />`,
  chevron: svg`<path d="m4 6 4 4 4-4" />`,
  copy: svg`<path d="M6 6h7v7H6zM3 10V3h7" />`,
  check: svg`<path d="m3 8.5 3.2 3L13 4.5" />`,
  dice: svg`<path d="M3 3h10v10H3zM6 6v0M10 10v0M10 6v0M6 10v0" />`,
  warning: svg`<path d="M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.6v0" />`,
  light: svg`<path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1" />`,
  dark: svg`<path d="M13 9.5A5.5 5.5 0 1 1 6.5 3 4.4 4.4 0 0 0 13 9.5" />`,
  system: svg`<path d="M2 3h12v8H2zM6 14h4" />`,
  edit: svg`<path d="M3 13l.7-3 7-7 2.3 2.3-7 7zM9.3 4.4l2.3 2.3" />`,
  open: svg`<path d="M2.5 12.5v-9h4l1.5 2h5.5v7z" />`,
  notebook: svg`<path d="M4 2.5h9v11H4zM2.5 5H5M2.5 8H5M2.5 11H5M7.5 6h3.5M7.5 9h2" />`,
  download: svg`<path d="M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10" />`,
  help: svg`<path d="M6 6a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M8 11.6v0M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8" />`,
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${PATHS[name]}</svg>`;
}
