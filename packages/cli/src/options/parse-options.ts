// From commander's raw values to one typed options object, or an error that names the flag and what it wants.

import { ShadegradError } from '@shadegrad/core';
import * as v from 'valibot';

type Schema = v.GenericSchema<unknown, object>;

/** @throws ShadegradError `SHADEGRAD_OPTION` naming the first flag that is wrong. */
export function parseOptions<const S extends Schema>(schema: S, raw: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const key = v.getDotPath(issue) ?? '';
  throw new ShadegradError(
    'SHADEGRAD_OPTION',
    `${flagOf(key)} must be ${issue.message}, not ${JSON.stringify(issue.path?.[0]?.value)}.`,
    `Give ${flagOf(key)} ${issue.message}; "--help" lists all flags.`,
    { cause: new v.ValiError(result.issues) },
  );
}

/** `batchSize` → `--batch-size` */
export function flagOf(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
