// From nothing to the first trained batch: cold, with every cache of compiled kernels empty, then warm, with what the
// cold start left behind.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contender } from '../contenders/contender.js';
import { messageOf } from '../message-of.js';
import { orderOfRound } from '../measure/order.js';
import { Racer } from '../measure/racer.js';
import { summarize } from '../measure/statistics.js';
import { formatSummary } from '../report/format.js';
import type { Task } from '../surroundings.js';
import { describeRacers, sentence } from './describe.js';
import type { SuiteResult } from './suite.js';

/** A cold start takes long and says little more the second time. */
const MOST_ROUNDS = 3;

interface Start {
  readonly contender: Contender;
  readonly cache: 'cold' | 'warm';
  /** From the start of the process until the network stands, in seconds. */
  readonly ready: number;
  /** Until the first batch is trained. */
  readonly trained: number;
}

export async function start(task: Task): Promise<SuiteResult> {
  const { options, contenders, log } = task;
  const starts: Start[] = [];
  const notes: string[] = [];
  const described: Racer[] = [];
  for (let round = 0; round < Math.min(options.rounds, MOST_ROUNDS); round++) {
    for (const contender of orderOfRound(contenders, round)) {
      try {
        const pair = await startTwice(contender, task);
        starts.push(...pair.starts);
        if (round === 0) described.push(pair.racer);
        const [cold, warm] = pair.starts.map(({ trained }) => trained.toFixed(1));
        log(`start ${round + 1}: ${contender.title} cold ${cold} s, warm ${warm} s`);
      } catch (error) {
        notes.push(sentence(`${contender.title} did not start: ${messageOf(error)}`));
      }
    }
  }
  const cell = (name: string, cache: Start['cache'], key: 'ready' | 'trained'): string => {
    const values = starts.filter((one) => one.contender.name === name && one.cache === cache);
    return values.length === 0 ? '–' : formatSummary(summarize(values.map((one) => one[key])));
  };
  return {
    title: 'Cold and warm start',
    table: {
      columns: [
        { heading: '' },
        { heading: 'cold: ready, s', align: 'right' },
        { heading: 'cold: first step done, s', align: 'right' },
        { heading: 'warm: ready, s', align: 'right' },
        { heading: 'warm: first step done, s', align: 'right' },
      ],
      rows: contenders.map(({ name, title }) => [
        title,
        cell(name, 'cold', 'ready'),
        cell(name, 'cold', 'trained'),
        cell(name, 'warm', 'ready'),
        cell(name, 'warm', 'trained'),
      ]),
    },
    notes: [
      'From the start of the process, data included. Cold: caches of the driver, of CUDA and of the library are empty; warm: the process before has filled them.',
      ...new Set(notes),
    ],
    ...describeRacers(described),
    data: starts.map(({ contender, ...rest }) => ({ name: contender.name, ...rest })),
  };
}

async function startTwice(contender: Contender, task: Task) {
  const settings = { ...task.settings, triesThreads: false };
  const cache = await mkdtemp(join(tmpdir(), 'shadegrad-bench-cache-'));
  const environment = {
    XDG_CACHE_HOME: cache,
    MESA_SHADER_CACHE_DIR: join(cache, 'mesa'),
    __GL_SHADER_DISK_CACHE_PATH: cache,
    CUDA_CACHE_PATH: join(cache, 'cuda'),
  };
  try {
    const cold = await startOnce(contender, 'cold', () => Racer.start(contender, settings, environment));
    const warm = await startOnce(contender, 'warm', () => Racer.start(contender, settings, environment));
    return { starts: [cold.start, warm.start], racer: cold.racer };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

async function startOnce(contender: Contender, cache: Start['cache'], run: () => Promise<Racer>) {
  const begun = performance.now();
  const racer = await run();
  const trained = (performance.now() - begun) / 1000;
  await racer.process.stop();
  return { racer, start: { contender, cache, ready: trained - racer.start.firstStep, trained } };
}
