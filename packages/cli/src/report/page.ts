// report.html: everything a run has to show on one page, in one file, without network or scripts.

import type { Evaluation } from '@shadegrad/core';
import { formatCountOf } from '../format.js';
import type { History } from '../run-folder/metrics-log.js';
import { classTable } from './class-table.js';
import { confusionMatrix, confusions } from './confusion-matrix.js';
import { factGroups, layerTable, type FactGroup, type LayerRow } from './details.js';
import { headline, type Tile } from './headline.js';
import { learningCurves } from './learning-curves.js';
import { Markup, markup } from './markup.js';
import { mistakeGallery, type Mistake } from './mistakes.js';
import { PAGE_STYLE } from './page-style.js';

export interface Report {
  /** `keras on mnist` */
  readonly title: string;
  /** When, where, with which seed. */
  readonly subtitle: string;
  readonly evaluation: Evaluation;
  readonly tiles: readonly Tile[];
  readonly history: History;
  /** How training and validation were measured. */
  readonly measured: string;
  readonly mistakes: readonly Mistake[];
  readonly layers: readonly LayerRow[];
  readonly parameters: string;
  readonly facts: readonly FactGroup[];
  /** Commands that repeat the run, and evaluate it again. */
  readonly commands: readonly string[];
  readonly dataset: string;
  /** `shadegrad 0.1.0` */
  readonly madeBy: string;
}

/** The whole page as text. */
export function reportPage(report: Report): string {
  const { title, subtitle, evaluation } = report;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title} · shadegrad</title>
${new Markup(`<style>${PAGE_STYLE}</style>`)}
</head>
<body>
<main>
<header><p class="eyebrow">Training report</p><h1>${title}</h1><p class="soft">${subtitle}</p></header>
${headline(evaluation, report.dataset, report.tiles)}
${curvesSection(report)}
${classesSection(evaluation)}
${mistakesSection(report)}
<section><h2>Network</h2>${layerTable(report.layers, report.parameters)}</section>
<section><h2>Settings</h2>${factGroups(report.facts)}</section>
<section><h2>Once more</h2><p class="soft">The same seed on the same adapter gives the same weights, to the bit.</p>
<pre class="card">${report.commands.join('\n')}</pre></section>
<footer>${report.madeBy}</footer>
</main>
</body>
</html>
`.text;
}

function curvesSection({ history, measured }: Report): Markup | undefined {
  const curves = learningCurves(history);
  if (curves === undefined) return undefined;
  return markup`<section><h2>Learning curves</h2>
<p class="soft">${measured}</p>
${curves}</section>`;
}

function classesSection(evaluation: Evaluation): Markup {
  const most = confusions(evaluation).slice(0, 4);
  const { classes } = evaluation;
  return markup`<section><h2>Classes</h2>
<p class="soft">Rows are the truth, columns what the model said. Values per class in percent.</p>
<div class="pair"><figure class="card"><figcaption><h3>Confusion matrix</h3></figcaption>${confusionMatrix(evaluation)}
${
  most.length === 0
    ? undefined
    : markup`<ul class="confusions" aria-label="Most frequent mistakes">${most.map(
        ({ truth, predicted, count }) =>
          markup`<li><b>${classes[truth]?.name ?? ''}</b> taken for <b>${classes[predicted]?.name ?? ''}</b> <small>${count}×</small></li>`,
      )}</ul>`
}</figure>
<div class="card">${classTable(evaluation)}</div></div></section>`;
}

function mistakesSection({ mistakes, evaluation }: Report): Markup {
  const wrong = evaluation.count - evaluation.correct;
  if (mistakes.length === 0) {
    return markup`<section><h2>Hardest mistakes</h2><p class="soft">None: every example was recognised.</p></section>`;
  }
  const shown =
    mistakes.length < wrong
      ? `${mistakes.length} of ${formatCountOf(wrong, 'mistake')}`
      : formatCountOf(wrong, 'mistake');
  return markup`<section><h2>Hardest mistakes</h2>
<p class="soft">${shown}, those first where the model gave the truth the least chance. What it said is in <span class="said">colour</span>, with how sure it was.</p>
${mistakeGallery(
  mistakes,
  evaluation.classes.map(({ name }) => name),
)}</section>`;
}
