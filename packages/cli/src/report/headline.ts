// The result at a glance: the accuracy with its interval drawn to scale, and six numbers beside it.

import type { Evaluation } from '@shadegrad/core';
import { formatCount, formatInterval } from '../format.js';
import { markup, type Markup } from './markup.js';

export interface Tile {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
}

export function headline(evaluation: Evaluation, dataset: string, tiles: readonly Tile[]): Markup {
  const { accuracy, confidenceInterval, correct, count } = evaluation;
  return markup`<div class="result">
<section class="card headline" aria-label="Test accuracy">
<p class="eyebrow">Test accuracy on ${dataset}</p>
<p class="score">${(accuracy * 100).toFixed(2)}<small> %</small></p>
${intervalBar(accuracy, confidenceInterval)}
<p class="soft">95 % interval ${formatInterval(confidenceInterval)} · ${formatCount(correct)} of ${formatCount(count)} right</p>
</section>
<dl class="card tiles">${tiles.map(
    ({ name, value, unit }) =>
      markup`<div><dt>${name}</dt><dd>${value}${unit === undefined ? undefined : markup` <small>${unit}</small>`}</dd></div>`,
  )}</dl></div>`;
}

const BAR = { width: 320, height: 12 };

/** The interval and its middle on a rail from 0 to 100 %, or from the last round number below where it is narrow. */
function intervalBar(accuracy: number, [low, high]: readonly [number, number]): Markup {
  const from = [0.99, 0.98, 0.95, 0.9, 0.8, 0.5].find((start) => low > start) ?? 0;
  const to = high > 1 - (1 - from) / 2 ? 1 : Math.min(1, from + 2 * (high - from));
  const place = (share: number): string => (((share - from) / (to - from)) * BAR.width).toFixed(1);
  const middle = BAR.height / 2;
  return markup`<svg class="interval" viewBox="0 0 ${BAR.width} ${BAR.height}" aria-hidden="true">
<path class="rail" d="M0 ${middle}H${BAR.width}"/>
<rect class="range" x="${place(low)}" y="1" width="${(Number(place(high)) - Number(place(low))).toFixed(1)}" height="${BAR.height - 2}" rx="5"/>
<circle class="value" cx="${place(accuracy)}" cy="${middle}" r="4"/></svg>`;
}
