// The settings a reader needs to judge a run or to repeat it: the network, the training, the data, the machine.

import { markup, type Markup } from './markup.js';

export type Fact = readonly [name: string, value: string];

export interface FactGroup {
  readonly heading: string;
  readonly facts: readonly Fact[];
}

export interface LayerRow {
  readonly name: string;
  readonly settings: string;
  readonly outputShape: string;
  readonly parameters: string;
}

export function factGroups(groups: readonly FactGroup[]): Markup {
  return markup`<div class="facts">${groups.map(
    ({ heading, facts }) => markup`<section class="card"><h3>${heading}</h3>
<dl>${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`,
  )}</div>`;
}

export function layerTable(layers: readonly LayerRow[], total: string): Markup {
  return markup`<div class="card scroll"><table class="layers">
<thead><tr><th scope="col">Layer</th><th scope="col">Settings</th><th scope="col">Output shape</th><th scope="col">Parameters</th></tr></thead>
<tbody>${layers.map(
    ({ name, settings, outputShape, parameters }) =>
      markup`<tr><th scope="row">${name}</th><td>${settings}</td><td>${outputShape}</td><td>${parameters}</td></tr>`,
  )}</tbody>
<tfoot><tr><th scope="row" colspan="3">Total</th><td>${total}</td></tr></tfoot>
</table></div>`;
}
