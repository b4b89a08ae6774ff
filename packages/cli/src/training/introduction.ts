// What a run begins with, before the first step: the adapter, the data, the network, and what was chosen for the person.

import { atOnce, type RunConfig } from '@shadegrad/core';
import { commandName } from '../command-name.js';
import { formatCount, formatCountOf, formatSetting } from '../format.js';
import type { RunPaths } from '../run-folder/paths.js';
import { createStyle } from '../terminal/style.js';
import { facts, wrapWidth } from '../terminal/table.js';
import { shownPath } from './shown-path.js';
import type { ResumedRun } from './prepare.js';
import type { PreparedSession } from './train-in-folder.js';

export function introduction(session: PreparedSession, paths: RunPaths): string {
  const { prepared, trainer, surroundings } = session;
  const { config } = prepared;
  const { name, kind, reason } = trainer.gpu.adapter;
  const { model } = config;
  const table = facts(
    [
      ['adapter', `${name}\n${kind}: ${reason}`],
      ['data', `${config.data.name}: ${describeImages(config)}\n${config.data.origin}`],
      [
        'network',
        `${config.name}: ${formatCountOf(model.layers.length, 'layer')}, ${formatCountOf(model.parameterCount, 'parameter')}`,
      ],
      ['training', describeTraining(config)],
      ['run', shownPath(paths.folder)],
    ],
    createStyle(surroundings.stderr),
    wrapWidth(surroundings.stderr),
  );
  return [table, ...remarks(session), ''].join('\n');
}

function describeImages({ data, validationSplit }: RunConfig): string {
  const training = Math.floor(data.training.examples * (1 - validationSplit));
  const validation = data.training.examples - training;
  return [
    `${formatCount(training)} training`,
    ...(validation > 0 ? [`${formatCount(validation)} validation`] : []),
    formatCountOf(data.test.examples, 'test image'),
  ].join(', ');
}

function describeTraining(config: RunConfig): string {
  const { epochs, batchSize, optimizer, schedule, seed } = config;
  const microBatch = atOnce(config);
  return [
    formatCountOf(epochs, 'epoch'),
    `batch ${batchSize}${microBatch < batchSize ? ` in micro-batches of ${microBatch}` : ''}`,
    `${optimizer.type} at ${formatSetting(optimizer.learningRate)}`,
    `schedule ${schedule.type}`,
    ...(optimizer.emaMomentum === undefined
      ? []
      : [`weights averaged with momentum ${formatSetting(optimizer.emaMomentum)}`]),
    `seed ${seed}`,
  ].join(', ');
}

/** What a person would want to be told without having asked. */
function remarks({ prepared, trainer, options, surroundings }: PreparedSession): readonly string[] {
  const { config, data, resumed } = prepared;
  const style = createStyle(surroundings.stderr);
  const said: string[] = [];
  if (resumed !== undefined) said.push(...aboutResumption(resumed, trainer.step));
  const { variants } = trainer.plan;
  const lacking = Object.entries(config.variants ?? {}).filter(([key, name]) => variants[key] !== name);
  if (lacking.length > 0) {
    said.push(
      `This adapter lacks ${formatCountOf(lacking.length, 'kernel variant')} that the run began with, such as ${lacking[0]?.[1] ?? ''}: the last bits may differ.`,
    );
  }
  if (data.origin.kind === 'synthetic' && data.origin.reason !== undefined) {
    said.push(style.bold('These are synthetic digits, not MNIST: there was no other data to be had.'));
  }
  if (config.name === 'quick' && options.preset === undefined && resumed === undefined) {
    said.push(
      'The quick preset, because the adapter computes in software. The full network:',
      `  ${style.bold(`${commandName('train', surroundings)} --preset keras`)}`,
    );
  }
  return said;
}

function aboutResumption({ damaged, changes }: ResumedRun, step: number): readonly string[] {
  const adapter = changes.find(({ setting }) => setting === 'adapter');
  return [
    ...damaged.map(({ message }) => `${message} The one before it is used.`),
    `Going on after step ${formatCount(step)}.`,
    ...changes.map(({ setting, from, to }) => `Changed: ${setting} from ${from} to ${to}.`),
    ...(adapter === undefined
      ? []
      : ['On another adapter the last bits may differ from those of an uninterrupted run.']),
  ];
}
