// shadegrad doctor --check: every kernel on the adapter at hand against float64, and the gradients of whole models.

import { ShadegradError } from '@shadegrad/core';
import { checkAdapter, type CheckResult } from '@shadegrad/core/check';
import { openGpu } from '@shadegrad/core/node';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatCount, formatCountOf } from '../format.js';
import { listenForInterrupt, orInterrupted } from '../interrupt.js';
import { LiveLine } from '../terminal/live-line.js';
import type { Surroundings } from '../terminal/output.js';
import { createStyle, type Style } from '../terminal/style.js';
import { table } from '../terminal/table.js';

export interface CheckFlags {
  readonly adapter?: string | undefined;
  readonly thorough: boolean;
  readonly json: boolean;
}

/** @throws ShadegradError `SHADEGRAD_CHECK` where something is off. */
export async function checkCommand(
  { adapter, thorough, json }: CheckFlags,
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const gpu = await openGpu(adapter === undefined ? {} : { adapter });
  const live = new LiveLine(stderr);
  const interrupt = listenForInterrupt(
    () => {},
    () => live.clear(),
  );
  try {
    const { name } = gpu.adapter;
    const results = await checkAdapter(gpu, {
      thoroughness: thorough ? 'full' : 'quick',
      signal: interrupt.signal,
      onProgress: (done, of, subject) => {
        if (stderr.isTerminal)
          live.draw(`checking ${done + 1} of ${of}: ${subject}`.slice(0, stderr.columns() - 1));
      },
    });
    live.clear();
    if (json) {
      stdout.write(`${JSON.stringify({ schema: 1, type: 'check', adapter: gpu.adapter, results })}\n`);
    } else {
      stdout.write(`${describeCheck(name, results, createStyle(stdout))}\n`);
    }
    const wrong = results.filter(({ fault }) => fault !== undefined);
    if (wrong.length > 0) throw off(name, wrong);
    return EXIT.done;
  } catch (error) {
    throw orInterrupted(error, interrupt.signal);
  } finally {
    live.clear();
    interrupt.release();
    gpu.close();
  }
}

/** The table of all results. */
export function describeCheck(adapter: string, results: readonly CheckResult[], style: Style): string {
  const cases = results.reduce((sum, result) => sum + result.cases, 0);
  const columns = [
    { heading: 'checked against float64' },
    { heading: 'cases', align: 'right' },
    { heading: 'largest error', align: 'right' },
    { heading: 'of what is allowed', align: 'right' },
    { heading: '' },
  ] as const;
  const rows = results.map(({ subject, cases, error, share, fault }) => [
    subject,
    formatCount(cases),
    Number.isFinite(error) ? (error === 0 ? '0' : error.toExponential(1)) : '–',
    Number.isFinite(share) ? `${Math.ceil(100 * share)} %` : '–',
    fault === undefined ? style.good('right') : style.bad('wrong'),
  ]);
  const faults = results.flatMap(({ subject, fault }) =>
    fault === undefined ? [] : [`${style.bad(subject)}: ${fault}`],
  );
  return [
    style.bold(adapter),
    table(columns, rows, style),
    '',
    ...faults,
    faults.length === 0
      ? style.good(`All ${formatCountOf(cases, 'case')} are right.`)
      : style.bad(`${formatCountOf(faults.length, 'result')} of ${formatCount(results.length)} wrong.`),
  ].join('\n');
}

function off(adapter: string, wrong: readonly CheckResult[]): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_CHECK',
    `The adapter ${adapter} computes wrongly: ${wrong.map(({ subject }) => subject).join('; ')}.`,
    'Update its driver, or choose another adapter with --adapter; if it stays so, report it with the output of "shadegrad doctor --check --json".',
  );
}
