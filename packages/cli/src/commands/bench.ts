// shadegrad bench: where a step's time goes, kernel by kernel. Needs no data: pictures are random.

import { createTrainer } from '@shadegrad/core';
import { openGpu } from '@shadegrad/core/node';
import * as v from 'valibot';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { flag, text, wholeNumber, word } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import type { Surroundings } from '../terminal/output.js';
import { profileTable } from '../terminal/profile-table.js';
import { createStyle } from '../terminal/style.js';
import { basisFromModelFile, basisFromPreset } from '../training/settings.js';

const schema = v.object({
  preset: word(['keras', 'quick']),
  model: v.optional(text),
  batchSize: v.optional(wholeNumber(1, 65_536)),
  pass: word(['training', 'evaluation', 'prediction']),
  steps: wholeNumber(1, 10_000),
  adapter: v.optional(text),
  json: flag,
});

export async function bench(raw: unknown, { stdout }: Surroundings): Promise<ExitCode> {
  const options = parseOptions(schema, raw);
  const basis =
    options.model === undefined ? basisFromPreset(options.preset) : await basisFromModelFile(options.model);
  const gpu = await openGpu(options.adapter === undefined ? {} : { adapter: options.adapter });
  try {
    const { model, optimizer } = basis;
    const batchSize = options.batchSize ?? basis.batchSize;
    const trainer = await createTrainer(gpu, { model, optimizer, batchSize });
    const profile = await trainer.profile({ pass: options.pass, repetitions: options.steps });
    stdout.write(`${options.json ? JSON.stringify(profile) : profileTable(profile, createStyle(stdout))}\n`);
    return EXIT.done;
  } finally {
    gpu.close();
  }
}
