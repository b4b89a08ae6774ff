// What a run begins with, before the first step: the adapter, the data, the network, and what was chosen for the person.

import { commandName } from '../command-name.js';
import { formatCount, formatCountOf, formatSetting } from '../format.js';
import type { RunPaths } from '../run-folder/paths.js';
import { createStyle } from '../terminal/style.js';
import { facts } from '../terminal/table.js';
import { shownPath } from './shown-path.js';
import type { PreparedSession } from './train-in-folder.js';

export function introduction(session: PreparedSession, paths: RunPaths): string {
  const { prepared, trainer, options, surroundings } = session;
  const { config, data } = prepared;
  const { adapter } = trainer.gpu;
  const style = createStyle(surroundings.stderr);
  const training = Math.floor(data.training.labels.length * (1 - config.validationSplit));
  const kept = data.training.labels.length - training;
  const rate = formatSetting(config.optimizer.learningRate);
  const lines = [
    facts(
      [
        ['adapter', `${adapter.name}\n${adapter.kind}: ${adapter.reason}`],
        [
          'data',
          `${data.training.name}: ${formatCount(training)} training, ${
            kept > 0 ? `${formatCount(kept)} validation, ` : ''
          }${formatCountOf(data.test.labels.length, 'test image')}; ${config.data.origin}`,
        ],
        [
          'network',
          `${config.name}: ${formatCountOf(config.model.layers.length, 'layer')}, ${formatCountOf(config.model.parameterCount, 'parameter')}`,
        ],
        [
          'training',
          `${formatCountOf(config.epochs, 'epoch')}, batch ${config.batchSize}, ${config.optimizer.type} at ${rate}, schedule ${config.schedule.type}, seed ${config.seed}`,
        ],
        ['run', shownPath(paths.folder)],
      ],
      style,
    ),
  ];
  if (prepared.resumed !== undefined) {
    lines.push(`Going on after step ${formatCount(trainer.step)}.`);
    if (adapter.name !== config.adapter.name) {
      lines.push(
        `The run began on ${config.adapter.name}: the last bits will differ from an uninterrupted one.`,
      );
    }
  }
  if (data.origin.kind === 'synthetic' && data.origin.reason !== undefined) {
    lines.push(style.bold('These are synthetic digits, not MNIST: there was no other data to be had.'));
  }
  if (config.name === 'quick' && options.preset === undefined && prepared.resumed === undefined) {
    lines.push(
      `The quick preset, because the adapter computes in software. The full network: ${style.bold(`${commandName('train', surroundings)} --preset keras`)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
