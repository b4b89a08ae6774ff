// The classic network against its peers: real training, evaluation and the latency of one image.

import { timeLatency } from '../measure/latency.js';
import { type Racer, startAll, stopAll } from '../measure/racer.js';
import { ratios, summarize } from '../measure/statistics.js';
import { timeEvaluation, timeTraining } from '../measure/throughput.js';
import type { Turn } from '../measure/turns.js';
import { formatCount, formatPercent, formatRatio, formatSummary } from '../report/format.js';
import type { Task } from '../surroundings.js';
import { describeRacers, disturbances, failureNotes, sentence } from './describe.js';
import type { SuiteResult } from './suite.js';

/** Images of one turn of the latency. */
const SINGLE_IMAGES = 20;

interface Measured {
  readonly training: readonly number[];
  readonly evaluation: readonly number[];
  /** Median of each turn, in ms. */
  readonly latency: readonly number[];
}

const NONE: Measured = { training: [], evaluation: [], latency: [] };

const isFair = (racer: Racer): boolean => racer.disqualified === undefined;

const speed = ({ images, seconds }: Turn): number => images / seconds;

export async function peers(task: Task): Promise<SuiteResult> {
  const { options, contenders, settings, testImages, log } = task;
  const { rounds } = options;
  const { racers, failures } = await startAll(contenders, settings, log);
  try {
    const training = await timeTraining(racers, options, log);
    const evaluation = await timeEvaluation(racers, options, testImages, log);
    const latency = await timeLatency(racers, { rounds, times: SINGLE_IMAGES }, log);

    const measured = new Map<Racer, Measured>(
      racers.map((racer) => [
        racer,
        {
          training: (training.of.get(racer) ?? []).map(speed),
          evaluation: (evaluation.of.get(racer) ?? []).map(speed),
          latency: (latency.get(racer) ?? []).map((turn) => summarize(turn).median),
        },
      ]),
    );
    const ours = racers.find(({ contender }) => contender.name === 'shadegrad');
    const own = (ours !== undefined && isFair(ours) && measured.get(ours)) || NONE;
    const score = (racer: Racer): string => {
      const scored = evaluation.accuracy.get(racer);
      return scored?.share === undefined || scored.share === null ? '–' : formatPercent(scored.share);
    };
    return {
      title: 'Against peers',
      table: {
        columns: [
          { heading: '' },
          { heading: 'training, images/s', align: 'right' },
          { heading: 'ratio', align: 'right' },
          { heading: 'evaluation, images/s', align: 'right' },
          { heading: 'ratio', align: 'right' },
          { heading: 'one image, ms', align: 'right' },
          { heading: 'ratio', align: 'right' },
          { heading: 'images learnt from', align: 'right' },
          { heading: 'test accuracy', align: 'right' },
        ],
        rows: racers.map((racer) => {
          const theirs = measured.get(racer) ?? NONE;
          // Nobody is compared with itself.
          const them = isFair(racer) && racer !== ours ? theirs : NONE;
          return [
            racer.contender.title,
            spread(theirs.training),
            ratio(own.training, them.training),
            spread(theirs.evaluation),
            ratio(own.evaluation, them.evaluation),
            spread(theirs.latency),
            ratio(them.latency, own.latency),
            formatCount(racer.trained),
            score(racer),
          ];
        }),
      },
      notes: [
        'Medians over the rounds, in brackets the lowest and the highest. A ratio is how many times as fast shadegrad is, made within each round.',
        'Training is the whole step: shuffle, dropout, Adam, loss and accuracy. Accuracy is what so few images teach.',
        ...racers.flatMap(({ contender }) => contender.note ?? []),
        ...failures.map(sentence),
        ...failureNotes(racers),
        ...disturbances([training, evaluation]),
      ],
      ...describeRacers(racers),
      data: {
        idleShare: Math.max(training.idleShare, evaluation.idleShare),
        foreignShare: Math.max(training.foreignShare, evaluation.foreignShare),
        contenders: racers.map((racer) => ({
          name: racer.contender.name,
          parameters: racer.parameters,
          start: racer.start,
          losses: racer.losses,
          disqualified: racer.disqualified,
          accuracy: evaluation.accuracy.get(racer),
          training: training.of.get(racer),
          evaluation: evaluation.of.get(racer),
          latencyMs: latency.get(racer),
          ...(racer !== ours &&
            isFair(racer) && {
              ratios: {
                training: ratioOrNone(own.training, measured.get(racer)?.training),
                evaluation: ratioOrNone(own.evaluation, measured.get(racer)?.evaluation),
                latency: ratioOrNone(measured.get(racer)?.latency, own.latency),
              },
            }),
        })),
      },
    };
  } finally {
    await stopAll(racers);
  }
}

const spread = (values: readonly number[]): string =>
  values.length === 0 ? '–' : formatSummary(summarize(values));

function ratioOrNone(more: readonly number[] | undefined, less: readonly number[] | undefined) {
  return more === undefined || less === undefined || more.length === 0 || less.length === 0
    ? undefined
    : ratios(more, less);
}

function ratio(more: readonly number[], less: readonly number[]): string {
  const times = ratioOrNone(more, less);
  return times === undefined ? '–' : formatRatio(times);
}
