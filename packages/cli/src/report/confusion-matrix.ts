// Which class was taken for which: rows are the truth, columns what the model said. The diagonal (right answers) is
// so much larger than the rest that mistakes get a colour and a scale of their own.

import type { Evaluation } from '@shadegrad/core';
import { formatCount } from '../format.js';
import { markup, type Markup } from './markup.js';

type Matrix = Pick<Evaluation, 'classes' | 'confusionMatrix'>;

interface Confusion {
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
}

/** Mistakes of one kind, the most frequent first. */
export function confusions({ confusionMatrix }: Matrix): readonly Confusion[] {
  return confusionMatrix
    .flatMap((row, truth) => row.map((count, predicted) => ({ truth, predicted, count })))
    .filter(({ truth, predicted, count }) => truth !== predicted && count > 0)
    .sort((a, b) => b.count - a.count);
}

const WIDTH = 480;
/** With more classes than this, cells are too small for numbers. */
const MOST_NUMBERED = 20;
/** With more than this, too small for the classes' names. */
const MOST_NAMED = 40;

export function confusionMatrix(matrix: Matrix): Markup {
  const { classes } = matrix;
  const named = classes.length <= MOST_NAMED;
  const longest = Math.max(...classes.map(({ name }) => name.length));
  const left = named ? 30 + Math.min(84, longest * 7) : 26;
  const top = 26;
  const cell = (WIDTH - left - 2) / classes.length;
  const steep = longest > 2;
  const bottom = named ? (steep ? 14 + Math.min(84, longest * 7) * 0.75 : 22) : 4;
  const height = Math.round(top + cell * classes.length + bottom);
  return markup`<svg class="matrix" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="matrix-title matrix-desc">
<title id="matrix-title">Confusion matrix</title><desc id="matrix-desc">${inWords(matrix)}</desc>
<text class="axis-label" x="${left}" y="13">predicted →</text>
<text class="axis-label" transform="translate(12 ${top}) rotate(-90)" text-anchor="end">← true</text>
${cells(matrix, { left, top, cell })}
${named ? rowNames(matrix, { left, top, cell }) : undefined}
${named ? columnNames(matrix, { left, top: top + cell * classes.length, cell }, steep) : undefined}
</svg>`;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

function cells({ classes, confusionMatrix }: Matrix, { left, top, cell }: Place): Markup {
  const supports = confusionMatrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const worst = Math.max(
    1,
    ...confusionMatrix.flatMap((row, truth) => row.filter((_, predicted) => predicted !== truth)),
  );
  const gap = cell > 12 ? 1.5 : 0;
  return markup`${confusionMatrix.flatMap((row, truth) =>
    row.map((count, predicted) => {
      const right = truth === predicted;
      const share = right ? count / Math.max(1, supports[truth] ?? 0) : Math.sqrt(count / worst);
      const [x, y] = [left + predicted * cell, top + truth * cell];
      const kind = count === 0 ? 'none' : right ? 'right' : 'wrong';
      // Even one mistake is seen; the colour of a right answer fades with the share of right ones.
      const strength = count === 0 ? 1 : right ? share ** 4 : 0.18 + 0.82 * share;
      const says = `${classes[truth]?.name} ${right ? 'recognised' : `taken for ${classes[predicted]?.name}`}: ${formatCount(count)} of ${formatCount(supports[truth] ?? 0)}`;
      return markup`<g><title>${says}</title><rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(cell - gap)}" height="${round(cell - gap)}" rx="${gap > 0 ? 3 : 0}" fill-opacity="${round(strength)}"/>${
        classes.length <= MOST_NUMBERED
          ? markup`<text class="${kind}${strength > 0.7 ? ' strong' : ''}" x="${round(x + (cell - gap) / 2)}" y="${round(y + (cell - gap) / 2)}" dy=".35em">${count === 0 ? '·' : count}</text>`
          : undefined
      }</g>`;
    }),
  )}`;
}

function rowNames({ classes }: Matrix, { left, top, cell }: Place): Markup {
  return markup`<g class="ticks" text-anchor="end">${classes.map(
    ({ name }, index) =>
      markup`<text x="${left - 7}" y="${round(top + (index + 0.5) * cell)}" dy=".35em">${shorten(name)}</text>`,
  )}</g>`;
}

function columnNames({ classes }: Matrix, { left, top, cell }: Place, steep: boolean): Markup {
  return markup`<g class="ticks" text-anchor="${steep ? 'end' : 'middle'}">${classes.map(
    ({ name }, index) => {
      const x = round(left + (index + 0.5) * cell);
      return steep
        ? markup`<text transform="translate(${x} ${round(top + 12)}) rotate(-45)">${shorten(name)}</text>`
        : markup`<text x="${x}" y="${round(top + 16)}">${name}</text>`;
    },
  )}</g>`;
}

function inWords(matrix: Matrix): string {
  const { classes } = matrix;
  const most = confusions(matrix).slice(0, 5);
  if (most.length === 0) return 'Every example was recognised.';
  const named = most.map(
    ({ truth, predicted, count }) =>
      `${classes[truth]?.name} taken for ${classes[predicted]?.name}, ${formatCount(count)} times`,
  );
  return `Rows are the true classes, columns the predicted ones. Most frequent mistakes: ${named.join('; ')}.`;
}

function shorten(name: string): string {
  return name.length <= 12 ? name : `${name.slice(0, 11)}…`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
