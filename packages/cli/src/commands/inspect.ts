// shadegrad inspect: a network's summary, its plan with bytes and FLOPs, or the WGSL of one of its kernels. Needs no
// GPU: a plan is plain data. A run is shown with the kernels that it was trained with, a network on its own with those that
// every adapter runs.

import {
  adam,
  atOnce,
  modelToJson,
  plan,
  ShadegradError,
  sparseCategoricalCrossentropy,
  summary,
  type Model,
  type Plan,
  type PlannedDispatch,
  type RunConfig,
} from '@shadegrad/core';
import * as v from 'valibot';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { flag, text, wholeNumber, word } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import { readModelFile } from '../input-files.js';
import { readConfig } from '../run-folder/config.js';
import { runPaths } from '../run-folder/paths.js';
import type { Surroundings } from '../terminal/output.js';
import { planTable } from '../terminal/plan-table.js';
import { createStyle } from '../terminal/style.js';
import { isRunFolder } from '../training/load-network.js';

const schema = v.object({
  plan: flag,
  pass: word(['training', 'evaluation', 'prediction']),
  wgsl: v.optional(text),
  batchSize: v.optional(wholeNumber(1, 65_536)),
  json: flag,
});

export async function inspect(what: string, raw: unknown, { stdout }: Surroundings): Promise<ExitCode> {
  const options = parseOptions(schema, raw);
  const { model, config } = await inspected(what);
  if (!options.plan && options.wgsl === undefined) {
    stdout.write(options.json ? `${JSON.stringify(modelToJson(model), null, 2)}\n` : `${summary(model)}\n`);
    return EXIT.done;
  }
  const made = plan(model, {
    batchSize: options.batchSize ?? config?.batchSize ?? 128,
    optimizer: config?.optimizer ?? adam(),
    loss: config?.loss ?? sparseCategoricalCrossentropy(),
    ...(config && kernelsOf(config)),
    ...(config && options.batchSize === undefined && { microBatchSize: atOnce(config) }),
  });
  if (options.wgsl !== undefined) {
    stdout.write(`${kernelNamed(options.wgsl, made).kernel.wgsl.trimEnd()}\n`);
  } else if (options.json) {
    stdout.write(`${JSON.stringify(planToJson(made), null, 2)}\n`);
  } else {
    stdout.write(`${planTable(made, options.pass, createStyle(stdout))}\n`);
  }
  return EXIT.done;
}

/** A run's own kernels: those of its adapter, in the variants that it recorded. */
function kernelsOf({ adapter, variants = {} }: RunConfig) {
  return { adapter: { ...adapter, limits: adapter.limits ?? {} }, variants };
}

async function inspected(what: string): Promise<{ readonly model: Model; readonly config?: RunConfig }> {
  if (await isRunFolder(what)) {
    const config = await readConfig(runPaths(what).config);
    return { model: config.model, config };
  }
  return { model: await readModelFile(what) };
}

function kernelNamed(name: string, { passes }: Plan): PlannedDispatch {
  const all = [...passes.training, ...passes.evaluation, ...passes.prediction];
  const found =
    all.find(({ label, kernel }) => label === name || kernel.name === name) ??
    all.find(({ label, kernel }) => label.includes(name) || kernel.name.includes(name));
  if (found !== undefined) return found;
  throw new ShadegradError(
    'SHADEGRAD_OPTION_KERNEL',
    `No dispatch of this network is called ${name}.`,
    `Use one of: ${[...new Set(all.map(({ label }) => label))].join(', ')}.`,
  );
}

/** The plan without the text of its kernels. */
function planToJson({ batchSize, bytes, buffers, passes }: Plan) {
  const { training, evaluation, prediction } = passes;
  return {
    schema: 1,
    batchSize,
    bytes,
    buffers,
    passes: {
      training: training.map(withoutText),
      evaluation: evaluation.map(withoutText),
      prediction: prediction.map(withoutText),
    },
  };
}

function withoutText({ label, kernel, views }: PlannedDispatch) {
  const { name, constants, bindings, workgroups, flops, bytes } = kernel;
  return { label, kernel: { name, constants, bindings, workgroups, flops, bytes }, views };
}
