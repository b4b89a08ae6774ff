// The result on stdout, when a run is done.

import {
  formatCount,
  formatDuration,
  formatInterval,
  formatLoss,
  formatPercent,
  formatRate,
} from '../format.js';
import type { RunPaths } from '../run-folder/paths.js';
import type { Output } from '../terminal/output.js';
import { createStyle } from '../terminal/style.js';
import { facts, wrapWidth } from '../terminal/table.js';
import type { Conclusion } from './conclude.js';
import { shownPath } from './shown-path.js';

export function runSummary(conclusion: Conclusion, paths: RunPaths, stdout: Output): string {
  const style = createStyle(stdout);
  const { evaluation, config } = conclusion;
  const { accuracy, loss, confidenceInterval, correct, count } = evaluation;
  const dash = stdout.unicode ? '–' : '-';
  return facts(
    [
      [
        'test accuracy',
        `${style.bold(style.good(formatPercent(accuracy)))}  (95 % interval ${formatInterval(confidenceInterval, dash)}; ${formatCount(correct)} of ${formatCount(count)})`,
      ],
      ['test loss', formatLoss(loss)],
      ...trainingTime(conclusion),
      ['adapter', `${config.adapter.name} (${config.adapter.kind})`],
      ['run', shownPath(paths.folder)],
      ['report', shownPath(paths.report)],
    ],
    style,
    wrapWidth(stdout),
  );
}

/** Of a run against the clock, also what the clock did not count. */
function trainingTime({ totals, config, seconds }: Conclusion): readonly (readonly [string, string])[] {
  const rate = `${formatRate(totals.imagesPerSecond)} images/s`;
  if (!config.timed) return [['training', `${formatDuration(totals.seconds)}, ${rate}`]];
  return [
    ['training', `${totals.seconds.toFixed(2)} s from the first step to the last, ${rate}`],
    [
      'not counted',
      `${formatDuration(seconds.before)} before it (loading, compiling, uploading), ${formatDuration(seconds.evaluation)} for the evaluation`,
    ],
  ];
}
