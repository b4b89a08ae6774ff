// The live line of a training run: epoch, bar, loss, accuracy, images a second, time left. On a narrow terminal the
// least needed parts go first.

import type { EpochEnd, Progress, RunStart } from '@shadegrad/core';
import { formatClock, formatLoss, formatPercent, formatRate } from '../format.js';
import { progressBar } from './bar.js';
import { visibleWidth, type Style } from './style.js';

export interface Canvas {
  readonly columns: number;
  readonly unicode: boolean;
  readonly style: Style;
}

const BAR = { least: 6, most: 24 };

/** The line for where the run is now, never wider than the terminal. */
export function progressLine(
  start: RunStart,
  now: Progress,
  remaining: number | undefined,
  canvas: Canvas,
): string {
  const { style } = canvas;
  const share = now.stepInEpoch / start.stepsPerEpoch;
  const epoch = style.bold(`epoch ${now.epoch}/${start.epochs}`);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  // In the order in which they go when the terminal is narrow, last first.
  const details = [
    `${style.dim('loss')} ${formatLoss(now.loss)}`,
    `${style.dim('accuracy')} ${formatPercent(now.accuracy)}`,
    ...(remaining === undefined ? [] : [`${style.dim('ETA')} ${formatClock(remaining)}`]),
    `${formatRate(now.imagesPerSecond)} ${style.dim('images/s')}`,
  ];
  // A character is left free at the end: a full line makes some terminals wrap.
  const room = canvas.columns - 1;
  for (let kept = details.length; kept >= 0; kept -= 1) {
    const parts = [epoch, percent, ...details.slice(0, kept)];
    const bar = Math.min(BAR.most, room - visibleWidth(parts.join('  ')) - 2);
    if (bar < BAR.least) continue;
    return [epoch, progressBar(share, bar, canvas), percent, ...details.slice(0, kept)].join('  ');
  }
  const bare = `epoch ${now.epoch}/${start.epochs} ${percent}`;
  return bare.slice(0, Math.max(0, room));
}

/** The line that stays when an epoch is over. */
export function epochLine(start: Pick<RunStart, 'epochs'>, end: EpochEnd, style: Style): string {
  const { validationLoss, validationAccuracy } = end;
  const validation =
    validationLoss === undefined || validationAccuracy === undefined
      ? []
      : [
          `${style.dim('validation loss')} ${formatLoss(validationLoss)}`,
          `${style.dim('accuracy')} ${style.bold(formatPercent(validationAccuracy))}`,
        ];
  const number = String(end.epoch).padStart(String(start.epochs).length);
  return [
    style.bold(`epoch ${number}/${start.epochs}`),
    `${style.dim('loss')} ${formatLoss(end.loss)}`,
    `${style.dim('accuracy')} ${formatPercent(end.accuracy)}`,
    ...validation,
    style.dim(`${formatClock(end.seconds)}  ${formatRate(end.imagesPerSecond)} images/s`),
  ].join('  ');
}
