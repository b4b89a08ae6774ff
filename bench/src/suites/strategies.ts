// Is the choice right? On networks that differ from the classic one, the tuned choice against each single strategy used
// for all products, with what was chosen in one measurement timed in another.

import {
  conv2d,
  dense,
  flatten,
  type Gpu,
  type LayerSettings,
  maxPool2d,
  type Model,
  sequential,
  tune,
} from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import { formatNumber } from '../report/format.js';
import type { Task } from '../surroundings.js';
import type { SuiteResult } from './suite.js';

const BATCH_SIZE = 32;

const network = (inputShape: readonly number[], layers: readonly LayerSettings[]): Model =>
  sequential({
    inputShape,
    layers: [
      ...layers,
      maxPool2d(),
      flatten(),
      dense({ units: 64, activation: 'relu' }),
      dense({ units: 10, activation: 'softmax' }),
    ],
  });

const relu = { activation: 'relu' } as const;

const NETWORKS: Readonly<Record<string, Model>> = {
  small: network(
    [28, 28, 1],
    [conv2d({ filters: 8, kernelSize: 3, ...relu }), conv2d({ filters: 16, kernelSize: 3, ...relu })],
  ),
  wide: network(
    [28, 28, 1],
    [conv2d({ filters: 64, kernelSize: 3, ...relu }), conv2d({ filters: 128, kernelSize: 3, ...relu })],
  ),
  '5×5': network(
    [28, 28, 1],
    [conv2d({ filters: 16, kernelSize: 5, ...relu }), conv2d({ filters: 32, kernelSize: 5, ...relu })],
  ),
  'stride 2': network(
    [28, 28, 1],
    [
      conv2d({ filters: 32, kernelSize: 3, strides: 2, ...relu }),
      conv2d({ filters: 64, kernelSize: 3, strides: 2, ...relu }),
    ],
  ),
  same: network(
    [28, 28, 1],
    [
      conv2d({ filters: 32, kernelSize: 3, padding: 'same', ...relu }),
      conv2d({ filters: 64, kernelSize: 3, padding: 'same', ...relu }),
    ],
  ),
  '3 channels': network(
    [32, 32, 3],
    [conv2d({ filters: 32, kernelSize: 3, ...relu }), conv2d({ filters: 64, kernelSize: 3, ...relu })],
  ),
  '33 channels': network(
    [16, 16, 33],
    [conv2d({ filters: 33, kernelSize: 3, ...relu }), conv2d({ filters: 64, kernelSize: 3, ...relu })],
  ),
};

interface Choice {
  readonly network: string;
  /** Milliseconds of all products that were measured, in the second measurement. */
  readonly tuned: number;
  readonly strategies: Readonly<Record<string, number>>;
}

export async function strategies({ options, log }: Task): Promise<SuiteResult> {
  const gpu = await openGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  try {
    const choices: Choice[] = [];
    for (const [network, model] of Object.entries(NETWORKS)) {
      const choice = await compare(gpu, network, model, log);
      choices.push(choice);
      log(`strategies: ${rowOf(choice).join(', ')}`);
    }
    const { name } = gpu.adapter;
    return {
      title: 'The tuned choice against single strategies',
      table: {
        columns: [
          { heading: 'network' },
          { heading: 'tuned, ms', align: 'right' },
          { heading: 'best single strategy' },
          { heading: 'ms', align: 'right' },
          { heading: 'tuned takes', align: 'right' },
        ],
        rows: choices.map(rowOf),
      },
      notes: [
        `Sums over the matrix products of a training step at batch size ${BATCH_SIZE}. Chosen in one measurement, timed in another.`,
        'A single strategy takes its own fastest variant for each product, and the tuned one where it has none.',
      ],
      devices: { shadegrad: name },
      versions: {},
      data: choices,
    };
  } finally {
    gpu.close();
  }
}

function rowOf({ network: name, tuned, strategies: single }: Choice): string[] {
  const [best, milliseconds] = fastest(single);
  return [
    name,
    formatNumber(tuned),
    best,
    formatNumber(milliseconds),
    `${(tuned / milliseconds).toFixed(2)} ×`,
  ];
}

async function compare(gpu: Gpu, name: string, model: Model, log: Task['log']): Promise<Choice> {
  const settings = { batchSize: BATCH_SIZE, thoroughness: 'full' } as const;
  const onProgress = (done: number, of: number, product: string): void =>
    log(`${name}: ${product} (${done + 1} of ${of})`);
  const chosen = await tune(gpu, model, { ...settings, onProgress });
  const measured = new Map<string, ReadonlyMap<string, number>>();
  await tune(gpu, model, {
    ...settings,
    onProgress,
    onMeasured: (product, seconds) => measured.set(product, seconds),
  });
  const kinds = new Set([...measured.values()].flatMap((seconds) => [...seconds.keys()].map(kindOf)));
  const total = (secondsOf: (product: string, seconds: ReadonlyMap<string, number>) => number): number =>
    1000 * [...measured].reduce((sum, [product, seconds]) => sum + secondsOf(product, seconds), 0);
  const tuned = (product: string, seconds: ReadonlyMap<string, number>): number =>
    seconds.get(chosen[product] ?? '') ?? NaN;
  return {
    network: name,
    tuned: total(tuned),
    strategies: Object.fromEntries(
      [...kinds].map((kind) => [
        kind,
        total((product, seconds) => {
          const own = [...seconds].filter(([variant]) => kindOf(variant) === kind).map(([, time]) => time);
          return own.length > 0 ? Math.min(...own) : tuned(product, seconds);
        }),
      ]),
    ),
  };
}

/** A variant's name without its tile's size. */
const kindOf = (variant: string): string => variant.replace(/ \d+×\d+( of \d+×\d+)?$/, '');

const fastest = (times: Readonly<Record<string, number>>): readonly [name: string, milliseconds: number] =>
  Object.entries(times).reduce((best, next) => (next[1] < best[1] ? next : best), ['none', Infinity]);
