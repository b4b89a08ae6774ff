// Loss and accuracy over the run. Loss is drawn by ratios once it fell far, so that late progress stays visible.

import { formatLoss, formatPercent, formatSetting } from '../format.js';
import type { History } from '../run-folder/metrics-log.js';
import { countingAxis, linearAxis, logAxis, type Axis } from './axis.js';
import { curvePoints, smooth, type CurvePoints, type Measure } from './curve-points.js';
import { lineChart, type Point, type Series } from './line-chart.js';
import { markup, type Markup } from './markup.js';

const MEASURES: Readonly<Record<Measure, { heading: string; format: (value: number) => string }>> = {
  loss: { heading: 'Loss', format: formatLoss },
  accuracy: { heading: 'Accuracy', format: formatPercent },
};

/** The section's two figures, or undefined where nothing was logged. */
export function learningCurves(history: History): Markup | undefined {
  if (history.steps.length < 2 && history.epochs.length === 0) return undefined;
  return markup`<div class="pair">${figure(history, 'loss')}${figure(history, 'accuracy')}</div>`;
}

function figure(history: History, measure: Measure): Markup {
  const points = curvePoints(history, measure);
  const { heading, format } = MEASURES[measure];
  const y = measure === 'loss' ? lossAxis(points) : accuracyAxis(points);
  const trained = points.training.at(-1) ?? smooth(points.steps).at(-1);
  const validated = points.validation.at(-1);
  const chart = lineChart({
    id: measure,
    title: `${heading} by ${points.unit}`,
    description: describe(points, heading, format),
    x: xAxis(points),
    y,
    xLabel: points.unit,
    formatY: measure === 'loss' ? formatSetting : (tick) => `${formatSetting(tick * 100)} %`,
    series: series(points),
  });
  return markup`<figure class="card">
<figcaption><h3>${heading}${y.scale === 'logarithmic' ? markup` <small>logarithmic</small>` : undefined}</h3>
<ul class="legend">${legend('training', 'Training', trained, format)}${legend('validation', 'Validation', validated, format)}</ul></figcaption>
${chart}</figure>`;
}

function series({ drawnFrom, steps, training, validation }: CurvePoints): readonly Series[] {
  const few = training.length <= 20;
  const line = drawnFrom === 'steps' ? smooth(steps) : training;
  return [
    { role: 'training', drawnAs: 'trace', points: steps },
    { role: 'training', drawnAs: 'line', points: line },
    { role: 'validation', drawnAs: 'line', points: validation },
    { role: 'training', drawnAs: 'dots', points: few && drawnFrom === 'epochs' ? training : [] },
    { role: 'validation', drawnAs: 'dots', points: few ? validation : [] },
  ];
}

function xAxis({ steps, training }: CurvePoints): Axis {
  const last = training.at(-1)?.[0] ?? steps.at(-1)?.[0] ?? 1;
  return countingAxis(steps.length > 0 || last <= 1 ? 0 : 1, last, 6);
}

function lossAxis(points: CurvePoints): Axis {
  const values = shownValues(points).filter((value) => value > 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low > 0 && high / low > 4 ? logAxis(low, high) : linearAxis(0, high, 5);
}

function accuracyAxis(points: CurvePoints): Axis {
  // The climb from chance takes a few steps and would flatten all that comes after: it may begin below the plot.
  const { drawnFrom, steps, training, validation } = points;
  const settled = drawnFrom === 'steps' ? steps.slice(Math.ceil(steps.length / 10)) : [];
  const values = shownValues({ steps: settled, training, validation });
  // Nothing is above 100 %, and what is near it is read against it.
  const high = Math.max(...values);
  return linearAxis(Math.min(...values), high > 0.9 ? 1 : high, 5);
}

/** The values that must be inside the plot: every epoch; of noisy steps, their running mean. */
function shownValues({
  steps,
  training,
  validation,
}: Pick<CurvePoints, 'steps' | 'training' | 'validation'>): readonly number[] {
  const values = [...smooth(steps), ...training, ...validation].map(([, y]) => y).filter(Number.isFinite);
  return values.length > 0 ? values : [0, 1];
}

function legend(
  role: Series['role'],
  name: string,
  last: Point | undefined,
  format: (value: number) => string,
): Markup | undefined {
  if (last === undefined) return undefined;
  return markup`<li class="${role}">${name} <b>${format(last[1])}</b></li>`;
}

function describe(
  { training, validation, steps }: CurvePoints,
  heading: string,
  format: (value: number) => string,
): string {
  const path = (name: string, points: readonly Point[]): string[] => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [`${heading} in ${name} went from ${format(first[1])} to ${format(last[1])}.`];
  };
  return [
    ...path('training', training.length > 1 ? training : smooth(steps)),
    ...path('validation', validation),
  ].join(' ');
}
