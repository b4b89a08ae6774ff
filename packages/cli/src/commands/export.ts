// shadegrad export: a trained network as a file for other programs.

import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Model } from '@shadegrad/core';
import { exportModel, modelFormats, type ModelFiles, type ModelFormat } from '@shadegrad/core/formats';
import * as v from 'valibot';
import { endsInSoftmax } from '../ends-in-softmax.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatBytes } from '../format.js';
import { isFolder } from '../is-folder.js';
import { flag, text, word } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import type { Surroundings } from '../terminal/output.js';
import { createStyle } from '../terminal/style.js';
import { facts, wrapWidth } from '../terminal/table.js';
import { loadNetwork, type LoadedNetwork } from '../training/load-network.js';
import { shownPath } from '../training/shown-path.js';
import { writeModelFiles } from '../write-model-files.js';

const schema = v.object({
  format: word(modelFormats),
  out: v.optional(text),
  model: v.optional(text),
  best: flag,
  force: flag,
  json: flag,
});

/** Where a run folder keeps what was exported from it. */
const EXPORT_FOLDER = 'export';

/** What to know of each format's files. */
const ABOUT: { readonly [Format in ModelFormat]: { readonly title: string; readonly use: string } } = {
  safetensors: {
    title: 'safetensors',
    use: 'shadegrad predict, evaluate, train --init; any safetensors reader',
  },
  onnx: {
    title: 'ONNX, operator set 17',
    use: 'input "input", output "output"; ONNX Runtime, and whatever reads ONNX',
  },
  tfjs: { title: 'TensorFlow.js layers model', use: "tf.loadLayersModel('…/model.json')" },
  keras: { title: 'Keras 3', use: "keras.saving.load_model('….keras')" },
};

export async function exportCommand(run: string, raw: unknown, { stdout }: Surroundings): Promise<ExitCode> {
  const options = parseOptions(schema, raw);
  const { format, force, json } = options;
  const network = await loadNetwork(run, options);
  const files = await exportModel(network, format);
  const places = await placesFor(files, format, { run, network, out: options.out });
  const written = await writeModelFiles(places, { force });
  if (json) {
    const { inputShape, outputShape } = network.model;
    const event = {
      schema: 1,
      time: new Date().toISOString(),
      type: 'export',
      format,
      files: written,
      inputShape,
      outputShape,
    };
    stdout.write(`${JSON.stringify(event)}\n`);
    return EXIT.done;
  }
  const { title, use } = ABOUT[format];
  stdout.write(
    `${facts(
      [
        ['format', title],
        ...written.map(({ path, bytes }) => ['file', `${shownPath(path)}  ${formatBytes(bytes)}`] as const),
        ['takes', inputs(network.model)],
        ['gives', outputs(network.model)],
        ['for', use],
      ],
      createStyle(stdout),
      wrapWidth(stdout),
    )}\n`,
  );
  return EXIT.done;
}

/** The full path of each file. */
async function placesFor(
  files: ModelFiles,
  format: ModelFormat,
  {
    run,
    network,
    out,
  }: { readonly run: string; readonly network: LoadedNetwork; readonly out: string | undefined },
): Promise<ReadonlyMap<string, Uint8Array>> {
  const isRun = network.config !== undefined;
  const beside = isRun ? join(run, EXPORT_FOLDER) : dirname(run);
  // The name of the file that it was made from.
  const name = isRun ? 'model' : basename(run, extname(run));
  if (files.size > 1 || format === 'tfjs') {
    const folder = resolve(out ?? join(beside, isRun ? 'tfjs' : `${name}-tfjs`));
    // What describes the others comes last, so that it never describes what is not there yet.
    return new Map([...files].map(([file, bytes]) => [join(folder, file), bytes] as const).toReversed());
  }
  const [[file, bytes] = ['', new Uint8Array()]] = files;
  if (out === undefined) return new Map([[resolve(beside, `${name}${extname(file)}`), bytes]]);
  return new Map([[(await isFolder(out)) ? resolve(out, file) : resolve(out), bytes]]);
}

function inputs({ inputShape }: Model): string {
  const what =
    inputShape.length === 3 ? 'pictures, height × width × channels, pixels from 0 to 1' : 'vectors';
  return `float32 [N, ${inputShape.join(', ')}]: ${what}`;
}

function outputs(model: Model): string {
  return `float32 [N, ${model.outputShape.join(', ')}]${endsInSoftmax(model) ? ': probabilities' : ''}`;
}
