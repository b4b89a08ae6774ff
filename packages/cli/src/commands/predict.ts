// shadegrad predict: classifies pictures.

import { atOnce, createTrainer, size, type Model } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import * as v from 'valibot';
import { endsInSoftmax } from '../ends-in-softmax.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatPercent } from '../format.js';
import { flag, text } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import { networkInput } from '../pictures/network-input.js';
import { readPng } from '../pictures/read-png.js';
import { progressBar } from '../terminal/bar.js';
import type { Output, Surroundings } from '../terminal/output.js';
import { createStyle } from '../terminal/style.js';
import { loadNetwork } from '../training/load-network.js';

const schema = v.object({
  model: v.optional(text),
  best: flag,
  adapter: v.optional(text),
  json: flag,
});

const SHOWN = 3;

interface Guess {
  readonly index: number;
  readonly name: string;
  readonly probability: number;
}

export async function predict(
  run: string,
  images: readonly string[],
  raw: unknown,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const options = parseOptions(schema, raw);
  const { model, weights, classes, config } = await loadNetwork(run, options);
  const pictures = [];
  for (const path of images) {
    pictures.push(
      networkInput(await readPng(path), { shape: model.inputShape, dataset: config?.data.name }, path),
    );
  }
  const gpu = await openGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  try {
    // The run's batch size and variants: drivers keep its kernels compiled.
    const batchSize = config === undefined ? Math.min(images.length, 64) : atOnce(config);
    const trainer = await createTrainer(gpu, { model, weights, batchSize, variants: config?.variants ?? {} });
    const probabilities = toProbabilities(model, await trainer.predict(joined(pictures)));
    const outputs = size(model.outputShape);
    images.forEach((file, index) => {
      const guesses = ranked(probabilities.subarray(index * outputs, (index + 1) * outputs), classes);
      surroundings.stdout.write(
        options.json ? predictionLine(file, guesses) : describe(file, guesses, surroundings.stdout),
      );
    });
    return EXIT.done;
  } finally {
    gpu.close();
  }
}

function joined(pictures: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pictures.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const picture of pictures) {
    all.set(picture, offset);
    offset += picture.length;
  }
  return all;
}

/** A network may leave softmax to its loss, as PyTorch's do; what it gives then are logits. */
function toProbabilities(model: Model, outputs: Float32Array): Float32Array {
  if (endsInSoftmax(model)) return outputs;
  const classes = size(model.outputShape);
  return outputs.map((logit, i) => {
    const row = outputs.subarray(i - (i % classes), i - (i % classes) + classes);
    return 1 / row.reduce((sum, other) => sum + Math.exp(other - logit), 0);
  });
}

/** All classes, the most probable first. */
function ranked(probabilities: Float32Array, names: readonly string[] | undefined): readonly Guess[] {
  return [...probabilities]
    .map((probability, index) => ({ index, name: names?.[index] ?? String(index), probability }))
    .sort((a, b) => b.probability - a.probability);
}

function predictionLine(file: string, guesses: readonly Guess[]): string {
  const [first] = guesses;
  const event = {
    schema: 1,
    time: new Date().toISOString(),
    type: 'prediction',
    file,
    predicted: first,
    classes: guesses,
  };
  return `${JSON.stringify(event)}\n`;
}

function describe(file: string, guesses: readonly Guess[], stdout: Output): string {
  const style = createStyle(stdout);
  const shown = guesses.slice(0, SHOWN);
  const width = Math.max(...shown.map(({ name }) => name.length));
  const rows = shown.map(({ name, probability }, place) => {
    const label = name.padEnd(width);
    const bar = progressBar(probability, 20, { unicode: stdout.unicode, style });
    return `  ${place === 0 ? style.bold(label) : label}  ${bar}  ${formatPercent(probability).padStart(8)}`;
  });
  return `${file}\n${rows.join('\n')}\n`;
}
