// The formats that other programs read.

import type { ModelFormat } from '@shadegrad/core/formats';

/** What a model can be taken home as, beside the weights, which are safetensors already. */
export const FOREIGN_FORMATS = {
  onnx: 'ONNX',
  tfjs: 'TensorFlow.js',
  keras: 'Keras',
} as const satisfies Partial<Record<ModelFormat, string>>;

export type ForeignFormat = keyof typeof FOREIGN_FORMATS;

export const foreignFormats = ['onnx', 'tfjs', 'keras'] as const satisfies readonly ForeignFormat[];
