// How well each class was recognised, and the means over classes.

import type { Averages, Evaluation } from '@shadegrad/core';
import { formatCount } from '../format.js';
import { markup, type Markup } from './markup.js';

export function classTable({ classes, macroAverage, weightedAverage, count }: Evaluation): Markup {
  return markup`<div class="scroll"><table class="numbers">
<caption>Per class</caption>
<thead><tr><th scope="col">Class</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Support</th></tr></thead>
<tbody>${classes.map(
    ({ name, support, ...scores }) =>
      markup`<tr><th scope="row">${name}</th>${scoreCells(scores)}<td>${formatCount(support)}</td></tr>`,
  )}</tbody>
<tfoot><tr><th scope="row">Macro mean</th>${scoreCells(macroAverage)}<td></td></tr>
<tr><th scope="row">Weighted mean</th>${scoreCells(weightedAverage)}<td>${formatCount(count)}</td></tr></tfoot>
</table></div>`;
}

function scoreCells({ precision, recall, f1 }: Averages): Markup {
  return markup`${[precision, recall, f1].map((score) => markup`<td>${(score * 100).toFixed(2)}</td>`)}`;
}
