// The border: settings from outside pass a schema once and are trusted from there on.

import * as v from 'valibot';
import { clipped } from './clipped.js';
import { ShadegradError } from './errors.js';

/**
 * Checks `value` against `schema`.
 *
 * @param subject What the settings are of, as the message should call it: `conv2d`, `adam`.
 * @throws ShadegradError with `code`, naming every setting that is wrong.
 */
export function parseSettings<Output>(
  schema: v.GenericSchema<unknown, Output>,
  value: unknown,
  code: `SHADEGRAD_${string}`,
  subject: string,
): Output {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => describeIssue(issue, value));
  throw new ShadegradError(
    code,
    `${subject}: ${problems.join('; ')}.`,
    `Correct the settings of ${subject}.`,
    {
      cause: new v.ValiError(result.issues),
    },
  );
}

function describeIssue(issue: v.BaseIssue<unknown>, value: unknown): string {
  const path = v.getDotPath(issue);
  if (path === null) return issue.message;
  if (issue.expected === 'never') return `"${path}" is not a setting of this`;
  const missing = issue.input === undefined && typeof value === 'object';
  return missing ? `"${path}" is missing` : `"${path}" ${issue.message}, not ${show(issue.input)}`;
}

function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return clipped(text, 60);
}
