// A line chart as inline SVG: thin grid, ticks at round numbers, lines and dots that take their colour from the page.

import type { Axis } from './axis.js';
import { markup, type Markup } from './markup.js';

export type Point = readonly [x: number, y: number];

export interface Series {
  /** Names the colour: `training` or `validation`. */
  readonly role: 'training' | 'validation';
  /** `trace` is thin and faint, for noisy measurements behind a `line`; `dots` are single values. */
  readonly drawnAs: 'trace' | 'line' | 'dots';
  readonly points: readonly Point[];
}

export interface LineChart {
  /** Unique in the page. */
  readonly id: string;
  /** For readers who cannot see it: what the chart shows and how it went. */
  readonly title: string;
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly xLabel: string;
  readonly formatY: (value: number) => string;
  readonly series: readonly Series[];
}

const WIDTH = 480;
const HEIGHT = 288;
const PLOT = { left: 58, right: WIDTH - 12, top: 12, bottom: HEIGHT - 44 };

export function lineChart(chart: LineChart): Markup {
  const { id, x, y } = chart;
  const toX = (value: number): number => PLOT.left + x.place(value) * (PLOT.right - PLOT.left);
  const toY = (value: number): number => PLOT.bottom - y.place(value) * (PLOT.bottom - PLOT.top);
  return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${chart.title}</title><desc id="${id}-desc">${chart.description}</desc>
<clipPath id="${id}-plot"><rect x="${PLOT.left}" y="${PLOT.top - 6}" width="${PLOT.right - PLOT.left + 6}" height="${PLOT.bottom - PLOT.top + 6}"/></clipPath>
<g class="grid">${y.ticks.map((tick) => markup`<path d="M${PLOT.left} ${place(toY(tick))}H${PLOT.right}"/>`)}</g>
<path class="baseline" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/>
<g class="ticks" text-anchor="end">${y.ticks.map(
    (tick) =>
      markup`<text x="${PLOT.left - 8}" y="${place(toY(tick))}" dy=".35em">${chart.formatY(tick)}</text>`,
  )}</g>
<g class="ticks" text-anchor="middle">${x.ticks.map(
    (tick) => markup`<text x="${place(toX(tick))}" y="${PLOT.bottom + 18}">${tick}</text>`,
  )}<text class="axis-label" x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 6}">${chart.xLabel}</text></g>
<g clip-path="url(#${id}-plot)">${chart.series.map((series) => drawSeries(series, toX, toY))}</g>
</svg>`;
}

function drawSeries(
  { role, drawnAs, points }: Series,
  toX: (value: number) => number,
  toY: (value: number) => number,
): Markup {
  if (drawnAs === 'dots') {
    return markup`${points.map(
      ([x, y]) => markup`<circle class="${role} dots" cx="${place(toX(x))}" cy="${place(toY(y))}" r="3.5"/>`,
    )}`;
  }
  const path = points.map(([x, y]) => `${place(toX(x))} ${place(toY(y))}`).join('L');
  return points.length === 0 ? markup`` : markup`<path class="${role} ${drawnAs}" d="M${path}"/>`;
}

/** A tenth of a unit is finer than any screen shows, and keeps the file small. */
function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}
