// Gathers what the report shows from what a run leaves behind.

import { formatShape, type Evaluation, type Outcome, type RunConfig } from '@shadegrad/core';
import type { Dataset } from '@shadegrad/data';
import { quoted } from '../command-name.js';
import { PRESETS } from '../presets.js';
import {
  formatCount,
  formatCountOf,
  formatDuration,
  formatLoss,
  formatRate,
  formatSetting,
} from '../format.js';
import type { History } from '../run-folder/metrics-log.js';
import { shownPath } from '../training/shown-path.js';
import type { TrainingTotals } from '../training/training-totals.js';
import { describeLayer } from './describe-layer.js';
import type { Fact, FactGroup } from './details.js';
import type { Tile } from './headline.js';
import { hardestMistakes, type Mistake } from './mistakes.js';
import type { Report } from './page.js';

/** Three rows on a wide screen. */
const MOST_MISTAKES = 24;

export interface ReportSource {
  readonly config: RunConfig;
  readonly evaluation: Evaluation;
  readonly outcomes: readonly Outcome[];
  readonly history: History;
  readonly totals: TrainingTotals;
  /** The images that `evaluation` is of. */
  readonly test: Dataset;
  readonly folder: string;
}

export function buildReport(source: ReportSource): Report {
  const { config, evaluation, outcomes, history, test } = source;
  return {
    title: `${config.name} on ${config.data.name}`,
    subtitle: `${readableDate(config.created)} · seed ${config.seed} · ${config.adapter.name}`,
    evaluation,
    dataset: config.data.name,
    tiles: tiles(source),
    history,
    measured: howMeasured(config),
    mistakes: hardestMistakes(outcomes, MOST_MISTAKES).map((outcome): Mistake => ({
      ...outcome,
      picture: { pixels: pixelsOf(test, outcome.index), shape: test.shape },
    })),
    layers: config.model.layers.map((layer) => ({
      name: layer.name,
      settings: describeLayer(layer),
      outputShape: formatShape(layer.outputShape),
      parameters: formatCount(layer.parameters.reduce((sum, { length }) => sum + length, 0)),
    })),
    parameters: formatCount(config.model.parameterCount),
    facts: [trainingFacts(config), dataFacts(config), machineFacts(config)],
    commands: commands(source),
    madeBy: `shadegrad ${config.versions['@shadegrad/cli'] ?? ''}`,
  };
}

function howMeasured({ model, optimizer, validationSplit, timed }: RunConfig): string {
  const hasDropout = model.layers.some(({ settings }) => settings.type === 'dropout');
  const averaged =
    optimizer.emaMomentum === undefined ? [] : ['What was evaluated are the averaged weights.'];
  if (timed) {
    const clock =
      'Training is measured on the way, and its time from the first step to the last: without compiling, uploading the images and the evaluation. Nothing was validated meanwhile.';
    return [clock, ...averaged].join(' ');
  }
  return [
    `Training is measured on the way${hasDropout ? ', with dropout' : ''}; validation after each epoch${hasDropout ? ', without' : ''}.`,
    ...(validationSplit > 0
      ? []
      : [
          'It used the test images, so its best epoch flatters a little; the result above is the last epoch’s.',
        ]),
    ...averaged,
  ].join(' ');
}

function tiles({ config, evaluation, totals, history }: ReportSource): readonly Tile[] {
  const training = Math.floor(config.data.training.examples * (1 - config.validationSplit));
  return [
    { name: 'Test loss', value: formatLoss(evaluation.loss) },
    { name: 'Macro F1', value: (evaluation.macroAverage.f1 * 100).toFixed(2), unit: '%' },
    { name: 'Parameters', value: formatCount(config.model.parameterCount) },
    { name: 'Training time', value: formatDuration(totals.seconds) },
    { name: 'Speed', value: formatRate(totals.imagesPerSecond), unit: 'images/s' },
    {
      name: 'Epochs',
      value: formatCount(history.epochs.length),
      unit: `of ${formatCountOf(training, 'image')}`,
    },
  ];
}

function trainingFacts({
  optimizer,
  schedule,
  loss,
  batchSize,
  seed,
  shuffle,
  epochs,
  init,
}: RunConfig): FactGroup {
  return {
    heading: 'Training',
    facts: [
      ['Optimizer', optimizer.type],
      ...settingFacts(optimizer),
      ['Schedule', schedule.type],
      ...settingFacts(schedule),
      ['Loss', inWords(loss.type)],
      ...(loss.labelSmoothing > 0 ? settingFacts(loss) : []),
      ['Batch size', formatCount(batchSize)],
      ['Epochs', formatCount(epochs)],
      ['Order', shuffle ? 'shuffled each epoch' : 'as in the file'],
      ['Seed', String(seed)],
      ...(init === undefined ? [] : [['Initial weights', init.path] as const]),
    ],
  };
}

function dataFacts({ data, validationSplit, timed }: RunConfig): FactGroup {
  const { training, test } = data;
  const kept = Math.floor(training.examples * (1 - validationSplit));
  const unsplit = timed ? 'none' : 'the test images';
  return {
    heading: 'Data',
    facts: [
      ['Dataset', data.name],
      ['From', data.origin],
      ['Images', formatShape(data.shape)],
      ['Classes', formatCount(data.classes.length)],
      ['Training images', formatCount(kept)],
      ['Validation images', validationSplit > 0 ? formatCount(training.examples - kept) : unsplit],
      ['Test images', formatCount(test.examples)],
      ['SHA-256, training', `${training.sha256.slice(0, 12)}…`],
      ['SHA-256, test', `${test.sha256.slice(0, 12)}…`],
    ],
  };
}

function machineFacts({ adapter, versions }: RunConfig): FactGroup {
  return {
    heading: 'Machine',
    facts: [
      ['Adapter', adapter.name],
      ['Kind', adapter.kind],
      ...known('Vendor', adapter.vendor),
      ...known('Driver', adapter.driver),
      ...known('From', adapter.origin),
      ...known('Subgroups', adapter.subgroupSize?.join(' to ')),
      ...Object.entries(versions),
    ],
  };
}

/** A fact, or none where it is not known. */
function known(name: string, value: string | undefined): readonly Fact[] {
  return value ? [[name, value]] : [];
}

/** All settings but the type, which has a line of its own. */
function settingFacts(settings: { readonly type: string }): readonly Fact[] {
  return Object.entries(settings)
    .filter(([name, value]) => name !== 'type' && value !== undefined)
    .map(([name, value]) => [`· ${inWords(name)}`, showSetting(value)]);
}

function showSetting(value: unknown): string {
  if (typeof value === 'number') return formatSetting(value);
  if (typeof value === 'object' && value !== null && 'type' in value) return String(value.type);
  return String(value);
}

/** `labelSmoothing` → `label smoothing` */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function commands({ config, folder }: ReportSource): readonly string[] {
  const seed = config.command.includes('--seed') ? [] : ['--seed', String(config.seed)];
  const preset = config.name in PRESETS ? ['--preset', config.name] : [];
  const named = config.command.some((word) => word === '--preset' || word === '--model') ? [] : preset;
  return [
    ['shadegrad', ...config.command, ...named, ...seed].map(quoted).join(' '),
    `shadegrad evaluate ${quoted(shownPath(folder))}`,
  ];
}

function pixelsOf({ images, shape }: Dataset, index: number): Uint8Array {
  const size = shape[0] * shape[1] * shape[2];
  return images.subarray(index * size, (index + 1) * size);
}

/** `22 November 2026, 14:03 UTC` */
function readableDate(created: string): string {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(created),
  );
  return `${date}, ${created.slice(11, 16)} UTC`;
}
