// Errors keep their code and their fix on the way between page and worker; comlink alone would drop both. Each side
// imports this file once.

import { ShadegradError } from '@shadegrad/core';
import { transferHandlers, type TransferHandler } from 'comlink';
import { type Failure, failureOf } from '../design/failure.js';

const handler = transferHandlers.get('throw');
if (handler === undefined) throw new Error('comlink has no handler for errors');

const told: TransferHandler<{ value: unknown }, Failure> = {
  canHandle: (value): value is { value: unknown } => handler.canHandle(value),
  serialize: ({ value }) => [failureOf(value), []],
  deserialize({ code, message, fix }) {
    throw new ShadegradError(`SHADEGRAD_${code.replace(/^SHADEGRAD_/, '')}`, message, fix);
  },
};

transferHandlers.set('throw', told);
