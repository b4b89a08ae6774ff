// What sets runs apart: their settings as texts, and those of them in which they differ.

import { parseRunConfig } from '@shadegrad/core';
import { count, duration, percent, rate, shape } from '../design/format.js';
import { epochsOf, type KeptRun } from './kept-run.js';

export interface ComparedRow {
  readonly name: string;
  /** One for each run. */
  readonly values: readonly string[];
  readonly differs: boolean;
}

/** Settings first, then what came of them. */
export function compareRuns(runs: readonly KeptRun[]): readonly ComparedRow[] {
  const described = runs.map(describe);
  const names = new Set(described.flatMap((entries) => [...entries.keys()]));
  return [...names].map((name) => {
    const values = described.map((entries) => entries.get(name) ?? '–');
    return { name, values, differs: new Set(values).size > 1 };
  });
}

function describe(run: KeptRun): ReadonlyMap<string, string> {
  const config = parseRunConfig(run.config, 'config.json');
  const { model, optimizer, schedule, data } = config;
  const { type, learningRate, ...rest } = optimizer;
  return new Map([
    ['Network', model.layers.map(({ settings }) => layerText(settings)).join(' · ')],
    ['Parameters', count(model.parameterCount)],
    ['Optimizer', withOptions(type, rest)],
    ['Learning rate', rate(learningRate)],
    ['Schedule', withOptions(schedule.type, schedule)],
    ['Epochs', String(config.epochs)],
    ['Batch size', String(config.batchSize)],
    ['Validation split', String(config.validationSplit)],
    ['Seed', String(config.seed)],
    ['If it diverges', config.onNan === 'stop' ? 'stop' : 'go back'],
    ['Pictures', `${data.origin}, ${count(data.training.examples)} of ${shape(data.shape)}`],
    ['Adapter', config.adapter.name],
    ['Test accuracy', percent(run.evaluation?.accuracy)],
    ['Validation accuracy', percent(epochsOf(run).at(-1)?.validationAccuracy)],
    ['Steps', count(run.step)],
    ['Time in training', duration(run.seconds)],
  ]);
}

/** `conv2d 32`, `dropout 0.25`: a layer by the number that counts most. */
function layerText(settings: { readonly type: string }): string {
  const numbers = Object.entries(settings).filter(([name]) =>
    ['filters', 'units', 'rate', 'poolSize'].includes(name),
  );
  return [settings.type, ...numbers.map(([, value]) => textOf(value))].join(' ');
}

function withOptions(type: string, options: object): string {
  const texts = Object.entries(options).flatMap(([name, value]: [string, unknown]) =>
    name === 'type' ? [] : [`${name} ${textOf(value)}`],
  );
  return texts.length === 0 ? type : `${type} (${texts.join(', ')})`;
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join('×') : typeof value === 'string' ? value : JSON.stringify(value);
