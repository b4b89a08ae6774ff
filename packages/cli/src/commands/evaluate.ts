// shadegrad evaluate: scores a trained network on test images.

import { atOnce, createTrainer, stamp, type Evaluation } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import * as v from 'valibot';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatCount, formatDuration, formatInterval, formatLoss, formatPercent } from '../format.js';
import { flag, text, wholeNumber } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import { loadRunData } from '../run-data.js';
import { LiveLine } from '../terminal/live-line.js';
import type { Output, Surroundings } from '../terminal/output.js';
import { createStyle } from '../terminal/style.js';
import { facts, table } from '../terminal/table.js';
import { loadNetwork } from '../training/load-network.js';

const schema = v.object({
  data: v.optional(text),
  limit: v.optional(wholeNumber(1, 2 ** 31 - 1)),
  model: v.optional(text),
  best: flag,
  adapter: v.optional(text),
  json: flag,
});

export async function evaluate(run: string, raw: unknown, surroundings: Surroundings): Promise<ExitCode> {
  const options = parseOptions(schema, raw);
  const { stdout, stderr } = surroundings;
  const { model, weights, config } = await loadNetwork(run, options);
  const source = options.data ?? config?.data.reload;
  // The run's own limit belongs to the run's own data.
  const testLimit = options.limit ?? (options.data === undefined ? config?.data.testLimit : undefined);
  const { test } = await loadRunData({ source, trainingLimit: 1, testLimit }, surroundings);

  const gpu = await openGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  const line = new LiveLine(stderr);
  try {
    // The run's batch size and variants: drivers keep its kernels compiled.
    const { variants = {} } = config ?? {};
    const batchSize = config === undefined ? 128 : atOnce(config);
    const trainer = await createTrainer(gpu, { model, weights, batchSize, variants });
    const begun = performance.now();
    const { evaluation } = await trainer.evaluate(test, {
      onProgress: (done, of) => {
        if (stderr.isTerminal) line.draw(`evaluating ${formatCount(done)} of ${formatCount(of)} images`);
      },
    });
    line.clear();
    const seconds = (performance.now() - begun) / 1000;
    if (options.json) {
      const event = stamp({ type: 'evaluation', dataset: test.name, seconds, ...evaluation });
      stdout.write(`${JSON.stringify(event)}\n`);
    } else {
      stdout.write(`${describeEvaluation(evaluation, test.name, seconds, gpu.adapter.name, stdout)}\n`);
    }
    return EXIT.done;
  } finally {
    line.clear();
    gpu.close();
  }
}

function describeEvaluation(
  evaluation: Evaluation,
  dataset: string,
  seconds: number,
  adapter: string,
  stdout: Output,
): string {
  const style = createStyle(stdout);
  const { accuracy, loss, correct, count, confidenceInterval, top5Accuracy } = evaluation;
  const classes = table(
    [
      { heading: 'class' },
      ...['precision', 'recall', 'F1', 'support'].map((heading) => ({ heading, align: 'right' as const })),
    ],
    evaluation.classes.map(({ name, precision, recall, f1, support }) => [
      name,
      ...[precision, recall, f1].map((score) => (score * 100).toFixed(2)),
      formatCount(support),
    ]),
    style,
  );
  const summary = facts(
    [
      [
        'accuracy',
        `${style.bold(style.good(formatPercent(accuracy)))}  (95 % interval ${formatInterval(confidenceInterval, stdout.unicode ? '–' : '-')}; ${formatCount(correct)} of ${formatCount(count)})`,
      ],
      ['loss', formatLoss(loss)],
      ...(top5Accuracy === undefined ? [] : [['top 5', formatPercent(top5Accuracy)] as const]),
      ['dataset', dataset],
      ['adapter', `${adapter}, ${formatDuration(seconds)}`],
    ],
    style,
  );
  return `${summary}\n\n${classes}`;
}
