// What can be wrong with a file of any format, and with a network that a format has no words for.

import { clipped } from '../clipped.js';
import { ShadegradError } from '../errors.js';

/** A file that is cut short, contradicts itself or is not what it should be. */
export function damaged(file: string, format: string, why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_FORMAT_DAMAGED',
    `${file} is no intact ${format} file: ${clipped(why)}.`,
    'Check that it is the right file and copy or save it again.',
    { cause },
  );
}

/** A file that is larger, or promises more, than is read here. */
export function tooLarge(file: string, what: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_FORMAT_SIZE',
    `${file}: ${clipped(what)}.`,
    'Check that it is the right file; a file that was saved by its own program is never like this.',
  );
}

/** A layer of a file that no layer here computes. */
export function unknownLayer(file: string, layer: string, why: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_FORMAT_LAYER',
    `${file}: ${clipped(layer)}: ${clipped(why)}.`,
    'Replace or remove this layer where the file was made; docs/formats.md lists what can be read.',
  );
}

/** A layer that a format has no words for. */
export function cannotSay(format: string, layer: string, type: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_FORMAT_LAYER',
    `${format} cannot say the layer "${layer}" (${type}).`,
    'Export as safetensors, or build the network without this layer.',
  );
}

/** Weights that do not fit the network that they are for. */
export function wrongWeights(file: string, what: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_FORMAT_WEIGHTS',
    `${file}: ${clipped(what)}.`,
    'Take the file that was saved with this very network.',
  );
}

/** Weights without their network. */
export function noModel(file: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_WEIGHTS_NO_MODEL',
    `${file} holds weights but no description of their network.`,
    'Name it with --model FILE.json; "shadegrad inspect RUN --json" prints such a file.',
  );
}
