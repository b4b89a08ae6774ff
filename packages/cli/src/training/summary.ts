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

export function runSummary(
  { evaluation, totals, config }: Conclusion,
  paths: RunPaths,
  stdout: Output,
): string {
  const style = createStyle(stdout);
  const { accuracy, loss, confidenceInterval, correct, count } = evaluation;
  const dash = stdout.unicode ? '–' : '-';
  return facts(
    [
      [
        'test accuracy',
        `${style.bold(style.good(formatPercent(accuracy)))}  (95 % interval ${formatInterval(confidenceInterval, dash)}; ${formatCount(correct)} of ${formatCount(count)})`,
      ],
      ['test loss', formatLoss(loss)],
      ['training', `${formatDuration(totals.seconds)}, ${formatRate(totals.imagesPerSecond)} images/s`],
      ['adapter', `${config.adapter.name} (${config.adapter.kind})`],
      ['run', shownPath(paths.folder)],
      ['report', shownPath(paths.report)],
    ],
    style,
    wrapWidth(stdout),
  );
}
