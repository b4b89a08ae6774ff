// shadegrad import: another program's model as a file of shadegrad's own, which every other command takes.

import { basename, extname, resolve } from 'node:path';
import { summary, writeSafetensorsNetwork } from '@shadegrad/core';
import { importModel } from '@shadegrad/core/formats';
import * as v from 'valibot';
import { commandName, quoted } from '../command-name.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatBytes } from '../format.js';
import { readModelFile, readModelFiles } from '../input-files.js';
import { flag, text } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import type { Surroundings } from '../terminal/output.js';
import { shownPath } from '../training/shown-path.js';
import { writeModelFiles } from '../write-model-files.js';

const schema = v.object({ out: v.optional(text), model: v.optional(text), force: flag, json: flag });

const TITLES = {
  safetensors: 'safetensors',
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js',
  keras: 'Keras',
  hdf5: 'Keras, in HDF5',
} as const;

export async function importCommand(
  file: string,
  raw: unknown,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const options = parseOptions(schema, raw);
  const described = options.model === undefined ? undefined : await readModelFile(options.model);
  const { format, ...network } = await importModel(await readModelFiles(file), { model: described });
  const out = resolve(
    options.out ?? `${basename(file, extname(file)).replace(/\.weights$/, '')}.safetensors`,
  );
  const [written] = await writeModelFiles(new Map([[out, writeSafetensorsNetwork(network)]]), options);
  const { stdout } = surroundings;
  if (options.json) {
    const { name, parameterCount } = network.model;
    const model = { name, parameterCount };
    const event = { schema: 1, time: new Date().toISOString(), type: 'import', format, file, written, model };
    stdout.write(`${JSON.stringify(event)}\n`);
    return EXIT.done;
  }
  const path = shownPath(out);
  const named = quoted(path);
  stdout.write(
    `${summary(network.model)}\n\n${TITLES[format]} → ${path}  ${formatBytes(written?.bytes ?? 0)}\n` +
      `  ${commandName('evaluate', surroundings)} ${named}\n` +
      `  ${commandName('train', surroundings)} --model ${named} --init ${named}\n`,
  );
  return EXIT.done;
}
