// Makes public/recorded-run.json, which the page plays back where there is no WebGPU, of a real run:
//
//   shadegrad train --preset keras --log-every 10
//   node packages/web/scripts/record-run.mjs runs/…
//
// Values are rounded to what a chart shows, so that the file stays small.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder of a run: node packages/web/scripts/record-run.mjs runs/…');
  process.exit(2);
}

const MOST_STEPS = 1500;

const read = (name) => readFileSync(join(folder, name), 'utf8');
const config = JSON.parse(read('config.json'));
const evaluation = JSON.parse(read('evaluation.json'));
const events = read('metrics.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const steps = events.filter(({ type }) => type === 'step');
const ends = events.filter(({ type }) => type === 'epoch_end');
const { stepsPerEpoch, time: began } = events.find(({ type }) => type === 'run_start');

const rounded = (value, digits) => Number(value.toPrecision(digits));
const kept = steps.filter((_, i) => i % Math.ceil(steps.length / MOST_STEPS) === 0 || i === steps.length - 1);
const column = (name, digits) => kept.map((event) => rounded(event[name], digits));

const { accuracy, loss, correct, count, confidenceInterval } = evaluation;
const recorded = {
  schema: 1,
  title: `The network “${config.name}” on ${config.data.training.examples.toLocaleString('en-US')} pictures of ${config.data.name}, ${config.epochs} epochs, seed ${config.seed}.`,
  adapter: config.adapter.name,
  stepsPerEpoch,
  epochs: config.epochs,
  step: kept.map(({ step }) => step),
  epoch: kept.map(({ epoch }) => epoch),
  seconds: kept.map(({ time }) => rounded((Date.parse(time) - Date.parse(began)) / 1000, 5)),
  loss: column('loss', 4),
  accuracy: column('accuracy', 4),
  learningRate: column('learningRate', 4),
  ends: ends.map(({ schema: _schema, time: _time, ...end }) => end),
  evaluation: { accuracy, loss, correct, count, confidenceInterval },
};
const path = fileURLToPath(new URL('../public/recorded-run.json', import.meta.url));
writeFileSync(path, `${JSON.stringify(recorded)}\n`);
console.log(`${path}: ${kept.length} steps, ${ends.length} epochs`);
