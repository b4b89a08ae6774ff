// What is lost where an adapter lacks an optional feature: the classic network on one device, planned with all that the
// device has and without subgroups.

import { adam, classicCnn, createTrainer, type Gpu, type Trainer } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import { summarize } from '../measure/statistics.js';
import { orderOfRound } from '../measure/order.js';
import { formatNumber } from '../report/format.js';
import type { Task } from '../surroundings.js';
import type { SuiteResult } from './suite.js';

/** Steps that are timed in a turn. */
const STEPS = 4;

interface Contestant {
  readonly name: string;
  readonly trainer: Trainer;
  readonly imagesPerSecond: number[];
}

export async function features({ options, settings, log }: Task): Promise<SuiteResult> {
  const gpu = await openGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  try {
    const contestants: Contestant[] = [];
    for (const [name, as] of [
      ['all features', gpu],
      ['without subgroups', withoutSubgroups(gpu)],
    ] as const) {
      const optimizer = adam();
      const trainer = await createTrainer(as, {
        model: classicCnn(),
        optimizer,
        batchSize: settings.batchSize,
      });
      contestants.push({ name, trainer, imagesPerSecond: [] });
    }
    for (let round = 0; round < options.rounds; round += 1) {
      for (const { name, trainer, imagesPerSecond } of orderOfRound(contestants, round)) {
        const profile = await trainer.profile({ repetitions: STEPS });
        imagesPerSecond.push(profile.imagesPerSecond);
        log(`features: ${name} ${formatNumber(profile.imagesPerSecond)} images/s`);
      }
    }
    const { name } = gpu.adapter;
    const [all] = contestants;
    return {
      title: 'Without optional features',
      table: {
        columns: [
          { heading: '' },
          { heading: 'training, images/s', align: 'right' },
          { heading: 'ratio', align: 'right' },
        ],
        rows: contestants.map((contestant) => [
          contestant.name,
          formatNumber(summarize(contestant.imagesPerSecond).median),
          `${summarize(ratios(contestant, all)).median.toFixed(2)} ×`,
        ]),
      },
      notes: [
        `Medians over the rounds at batch size ${settings.batchSize}, the ratio to all features made within each round.`,
      ],
      devices: { shadegrad: name },
      versions: {},
      data: contestants.map(({ name: features, imagesPerSecond }) => ({ features, imagesPerSecond })),
    };
  } finally {
    gpu.close();
  }
}

/** The same device, described as one that has none. */
function withoutSubgroups(gpu: Gpu): Gpu {
  const { subgroupSize: _, ...adapter } = gpu.adapter;
  const kept = adapter.features.filter((feature) => feature !== 'subgroups');
  return { ...gpu, adapter: { ...adapter, features: kept } };
}

const ratios = (of: Contestant, to: Contestant | undefined): number[] =>
  of.imagesPerSecond.map((speed, round) => speed / (to?.imagesPerSecond[round] ?? NaN));
