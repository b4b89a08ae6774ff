// How long it takes to classify one image: not only the median but also the slow ones, which a person notices.

import { timeLatency } from '../measure/latency.js';
import { startAll, stopAll } from '../measure/racer.js';
import { quantile } from '../measure/statistics.js';
import { formatNumber } from '../report/format.js';
import type { Task } from '../surroundings.js';
import { describeRacers, sentence } from './describe.js';
import type { SuiteResult } from './suite.js';

const IMAGES_PER_TURN = 50;
const QUANTILES = [0.5, 0.9, 0.99];

export async function latency(task: Task): Promise<SuiteResult> {
  const { options, contenders, settings, log } = task;
  const { racers, failures } = await startAll(contenders, settings, log);
  try {
    const turns = await timeLatency(racers, { rounds: options.rounds, times: IMAGES_PER_TURN }, log);
    const rows = [...turns].map(([{ contender }, milliseconds]) => {
      const sorted = milliseconds.flat().sort((a, b) => a - b);
      return {
        contender,
        images: sorted.length,
        quantiles: QUANTILES.map((share) => quantile(sorted, share)),
      };
    });
    return {
      title: 'Latency of a single image',
      table: {
        columns: [
          { heading: '' },
          { heading: 'images', align: 'right' },
          ...QUANTILES.map((share) => ({ heading: `${100 * share} %, ms`, align: 'right' as const })),
        ],
        rows: rows.map(({ contender, images, quantiles }) => [
          contender.title,
          String(images),
          ...quantiles.map(formatNumber),
        ]),
      },
      notes: [
        'From the image’s bytes to the ten probabilities in memory; so many per cent of the images took at most so long.',
        ...failures.map(sentence),
        ...racers.flatMap(({ contender, failure }) =>
          failure === undefined ? [] : [sentence(`${contender.title} failed: ${failure}`)],
        ),
      ],
      ...describeRacers(racers),
      data: racers.map((racer) => ({ name: racer.contender.name, milliseconds: turns.get(racer) })),
    };
  } finally {
    await stopAll(racers);
  }
}
