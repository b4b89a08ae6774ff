// A report with plausible numbers for tests and for looking at: the network that made them does not exist.

import type { ClassReport, Evaluation, EpochRecord, StepRecord } from '@shadegrad/core';
import type { Mistake } from '../report/mistakes.js';
import type { Report } from '../report/page.js';
import type { History } from '../run-folder/metrics-log.js';

export interface SampleOptions {
  readonly epochs: number;
  /** Every how many steps one is logged; 0 for none. */
  readonly logEvery: number;
  readonly classes: readonly string[];
  readonly mistakes: readonly Mistake[];
}

const STEPS_PER_EPOCH = 469;

/** Numbers that only look random, the same in each run. */
function noise(index: number): number {
  const wave = Math.sin(index * 12.9898) * 43758.5453;
  return (wave - Math.floor(wave)) * 2 - 1;
}

const lossAt = (epoch: number): number => 0.028 + 0.5 / (1 + 5 * epoch) + 1.8 * Math.exp(-12 * epoch);
const accuracyAt = (epoch: number): number => 1 - 0.29 * lossAt(epoch) - 0.2 * Math.exp(-14 * epoch);

export function sampleHistory({ epochs, logEvery }: Pick<SampleOptions, 'epochs' | 'logEvery'>): History {
  const steps: StepRecord[] = [];
  const logged = logEvery > 0 ? Math.floor((epochs * STEPS_PER_EPOCH) / logEvery) : 0;
  for (let index = 1; index <= logged; index += 1) {
    const step = index * logEvery;
    const at = step / STEPS_PER_EPOCH;
    steps.push({
      type: 'step',
      step,
      epoch: Math.ceil(at),
      loss: lossAt(at) * (1 + 0.4 * noise(step)),
      accuracy: Math.min(1, accuracyAt(at) + 0.03 * noise(step + 0.5)),
    });
  }
  const ends = Array.from({ length: epochs }, (_, index): EpochRecord => {
    const epoch = index + 1;
    return {
      type: 'epoch_end',
      epoch,
      step: epoch * STEPS_PER_EPOCH,
      loss: lossAt(epoch - 0.5),
      accuracy: accuracyAt(epoch - 0.5),
      validationLoss: lossAt(epoch + 1.2) * (0.72 + 0.04 * noise(epoch)),
      validationAccuracy: accuracyAt(epoch + 1.2) + 0.0035 + 0.001 * noise(epoch + 0.3),
      seconds: 98.4,
      imagesPerSecond: 642.1,
    };
  });
  return { steps, epochs: ends };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function sampleEvaluation(names: readonly string[], errors: number): Evaluation {
  const classCount = names.length;
  const confusionMatrix = names.map((_, truth) =>
    names.map((_, predicted) => (truth === predicted ? 960 + ((truth * 37) % 160) : 0)),
  );
  for (let error = 0; error < errors; error += 1) {
    // Two mistakes in three are of a few favourite kinds.
    const truth = Math.floor(((noise(error) + 1) / 2) * classCount) % classCount;
    const favourite = (truth * 2 + 1) % classCount;
    const predicted = error % 3 > 0 ? favourite : Math.floor(((noise(error + 0.7) + 1) / 2) * classCount);
    const row = confusionMatrix[truth];
    if (row === undefined || predicted === truth) continue;
    row[predicted] = (row[predicted] ?? 0) + 1;
    row[truth] = (row[truth] ?? 0) - 1;
  }
  const classes = names.map((name, index): ClassReport => {
    const hits = confusionMatrix[index]?.[index] ?? 0;
    const support = sum(confusionMatrix[index] ?? []);
    const recall = hits / support;
    const precision = hits / sum(confusionMatrix.map((row) => row[index] ?? 0));
    return { name, precision, recall, f1: (2 * precision * recall) / (precision + recall), support };
  });
  const count = sum(classes.map(({ support }) => support));
  const correct = sum(names.map((_, index) => confusionMatrix[index]?.[index] ?? 0));
  const mean = (measure: 'precision' | 'recall' | 'f1'): number =>
    sum(classes.map((report) => report[measure])) / classCount;
  const averages = { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
  const accuracy = correct / count;
  const halfWidth = 1.96 * Math.sqrt((accuracy * (1 - accuracy)) / count);
  return {
    accuracy,
    loss: 0.0334,
    correct,
    count,
    confidenceInterval: [accuracy - halfWidth, accuracy + halfWidth],
    classes,
    macroAverage: averages,
    weightedAverage: averages,
    confusionMatrix,
  };
}

export function sampleReport({ classes, mistakes, ...history }: SampleOptions): Report {
  return {
    title: 'keras on mnist',
    subtitle: '22 November 2026, 14:03 UTC · seed 42 · llvmpipe (LLVM 15.0.6, 256 bits) · Mesa 25.0.7',
    evaluation: sampleEvaluation(classes, 110),
    dataset: 'mnist',
    tiles: [
      { name: 'Test loss', value: '0.0334' },
      { name: 'Macro F1', value: '98.89', unit: '%' },
      { name: 'Parameters', value: '1,199,882' },
      { name: 'Training time', value: '19 min 41 s' },
      { name: 'Speed', value: '642', unit: 'images/s' },
      { name: 'Epochs', value: String(history.epochs), unit: 'of 60,000 images' },
    ],
    history: sampleHistory(history),
    measured: 'Training is measured on the way, with dropout; validation after each epoch, without.',
    mistakes,
    layers: [
      { name: 'conv2d', settings: '32 filters 3×3, relu', outputShape: '26×26×32', parameters: '320' },
      { name: 'conv2d_1', settings: '64 filters 3×3, relu', outputShape: '24×24×64', parameters: '18,496' },
      { name: 'max_pooling2d', settings: '2×2', outputShape: '12×12×64', parameters: '0' },
      { name: 'dropout', settings: 'rate 0.25', outputShape: '12×12×64', parameters: '0' },
      { name: 'flatten', settings: '', outputShape: '9216', parameters: '0' },
      { name: 'dense', settings: '128 units, relu', outputShape: '128', parameters: '1,179,776' },
      { name: 'dropout_1', settings: 'rate 0.5', outputShape: '128', parameters: '0' },
      { name: 'dense_1', settings: '10 units, softmax', outputShape: '10', parameters: '1,290' },
    ],
    parameters: '1,199,882',
    facts: [
      {
        heading: 'Training',
        facts: [
          ['Optimizer', 'adadelta, learning rate 1'],
          ['Schedule', 'constant'],
          ['Loss', 'categorical cross-entropy'],
          ['Batch size', '128'],
          ['Seed', '42'],
        ],
      },
      {
        heading: 'Data',
        facts: [
          ['Dataset', 'mnist'],
          ['From', '/home/ada/.cache/shadegrad/datasets/mnist'],
          ['Training images', '60,000'],
          ['Test images', '10,000'],
          ['SHA-256 of training', 'ba891046e650…'],
        ],
      },
      {
        heading: 'Machine',
        facts: [
          ['Adapter', 'llvmpipe (LLVM 15.0.6, 256 bits)'],
          ['Kind', 'software'],
          ['Driver', 'Mesa 25.0.7'],
          ['Node', 'v20.20.2'],
          ['webgpu', '0.6.2'],
        ],
      },
    ],
    commands: [
      'shadegrad train --preset keras --data mnist --seed 42',
      'shadegrad evaluate runs/2026-11-22T14-03-11_keras_s42',
    ],
    madeBy: 'shadegrad 0.1.0',
  };
}
