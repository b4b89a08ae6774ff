// Training throughput over batch size, and over the network's width. Every size is a race of its own: fresh processes,
// then turns.

import type { Contender } from '../contenders/contender.js';
import { type Racer, startAll, stopAll } from '../measure/racer.js';
import { ratios, summarize, type Summary } from '../measure/statistics.js';
import type { Turns } from '../measure/turns.js';
import { timeTraining } from '../measure/throughput.js';
import type { WorkerSettings } from '../protocol/messages.js';
import { formatRatio, formatSummary } from '../report/format.js';
import type { Task } from '../surroundings.js';
import { describeRacers, disturbances, failureNotes, sentence } from './describe.js';
import type { SuiteResult } from './suite.js';

const BATCH_SIZES = [1, 4, 16, 64, 128, 256, 512, 1024];
const WIDTHS = [0.25, 0.5, 1, 2];

export const batch = (task: Task): Promise<SuiteResult> =>
  sizes(task, {
    title: 'Training over batch size',
    heading: 'batch',
    sizes: BATCH_SIZES,
    settingsOf: (batchSize) => ({ batchSize }),
    labelOf: String,
  });

export const width = (task: Task): Promise<SuiteResult> =>
  sizes(task, {
    title: 'Training over network width',
    heading: 'filters and units',
    sizes: WIDTHS,
    settingsOf: (width) => ({ width }),
    labelOf: (width) => [32, 64, 128].map((size) => size * width).join(', '),
  });

interface Question {
  readonly title: string;
  readonly heading: string;
  readonly sizes: readonly number[];
  readonly settingsOf: (size: number) => Partial<WorkerSettings>;
  readonly labelOf: (size: number) => string;
}

interface Point {
  readonly size: number;
  readonly contender: Contender;
  /** Images a second, round by round. */
  readonly speeds: readonly number[];
}

async function sizes(task: Task, question: Question): Promise<SuiteResult> {
  const { options, settings, log } = task;
  const contenders = quickOnes(task);
  const points: Point[] = [];
  const phases: Turns[] = [];
  const notes = new Set<string>();
  let described = describeRacers([]);
  for (const size of question.sizes) {
    log(`${question.heading} ${question.labelOf(size)}`);
    const { racers, failures } = await startAll(
      contenders,
      { ...settings, ...question.settingsOf(size) },
      log,
    );
    try {
      const training = await timeTraining(racers, options, log);
      const fair = [...training.of].filter(([racer]) => racer.disqualified === undefined);
      points.push(
        ...fair.map(([{ contender }, turns]) => ({
          size,
          contender,
          speeds: turns.map(({ images, seconds }) => images / seconds),
        })),
      );
      const here = (note: string): string => `${question.heading} ${question.labelOf(size)}: ${note}`;
      failures.forEach((failure) => notes.add(here(sentence(failure))));
      failureNotes(racers).forEach((note) => notes.add(here(note)));
      phases.push(training);
      described = merge(described, racers);
    } finally {
      await stopAll(racers);
    }
  }
  return {
    title: question.title,
    table: {
      columns: [
        { heading: question.heading, align: 'right' },
        ...contenders.flatMap(({ name, title }) => [
          { heading: `${title}, images/s`, align: 'right' as const },
          ...(name === 'shadegrad' ? [] : [{ heading: 'ratio', align: 'right' as const }]),
        ]),
      ],
      rows: question.sizes.map((size) => [
        question.labelOf(size),
        ...contenders.flatMap(({ name }) => {
          const speeds = speedsOf(points, size, name);
          const own = speedsOf(points, size, 'shadegrad');
          const cell = speeds.length === 0 ? '–' : formatSummary(summarize(speeds));
          return name === 'shadegrad' ? [cell] : [cell, ratio(own, speeds)];
        }),
      ]),
    },
    notes: [
      'Medians over the rounds, in brackets the lowest and the highest. A ratio is how many times as fast shadegrad is.',
      ...notes,
      ...disturbances(phases),
    ],
    ...described,
    data: points.map(({ size, contender, speeds }) => ({
      size,
      name: contender.name,
      imagesPerSecond: speeds,
    })),
  };
}

/** Where nobody was named, those that are done with all sizes within minutes also on a software adapter. */
function quickOnes({ options, contenders }: Task): readonly Contender[] {
  return options.only === undefined
    ? contenders.filter(({ name }) => name === 'shadegrad' || name.startsWith('torch'))
    : contenders;
}

const speedsOf = (points: readonly Point[], size: number, name: string): readonly number[] =>
  points.find((point) => point.size === size && point.contender.name === name)?.speeds ?? [];

function ratio(own: readonly number[], speeds: readonly number[]): string {
  if (own.length === 0 || speeds.length === 0) return '–';
  const times: Summary = ratios(own, speeds);
  return formatRatio(times);
}

function merge(described: ReturnType<typeof describeRacers>, racers: readonly Racer[]) {
  const { devices, versions } = describeRacers(racers);
  return {
    devices: { ...described.devices, ...devices },
    versions: { ...described.versions, ...versions },
  };
}
