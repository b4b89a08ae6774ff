// Checks an adapter and its driver: every kernel against float64, and the gradients of whole models. Drivers have bugs, and
// this is where they show, and not in a model that learns badly.

import { errorShare, faultsOf, kernelCases, type KernelCase, relativeError } from '@shadegrad/shaders/check';
import { targetOf } from '../plan/capabilities.js';
import type { Gpu } from '../runtime/gpu.js';
import {
  compareGradients,
  GRADIENT_TOLERANCE,
  type GradientCase,
  gradientCases,
  LOSS_TOLERANCE,
} from './gradient-check.js';
import { optimizerCases } from './optimizer-cases.js';

export interface CheckResult {
  /** A kernel, or the gradients of a model. */
  readonly subject: string;
  /** In how many cases it was checked. */
  readonly cases: number;
  /** The largest error of all cases, by the largest number of the array that it is in. */
  readonly error: number;
  /** The largest error as a share of what rounding explains; above 1 it is off. */
  readonly share: number;
  /** What was off, in words; absent where nothing was. */
  readonly fault?: string;
}

export interface CheckOptions {
  /** `full` takes more shapes of matrix products, and minutes. @default 'quick' */
  readonly thoroughness?: 'quick' | 'full';
  readonly signal?: AbortSignal;
  /** Hears before each case how many are done, of how many, and of what it is. */
  readonly onProgress?: (done: number, of: number, subject: string) => void;
}

/** A gradient is measured by the largest of its own parameter. */
const BY_LARGEST = { absolute: 0, relative: GRADIENT_TOLERANCE };

interface Finding {
  readonly error: number;
  readonly share: number;
  readonly fault?: string | undefined;
}

interface Check {
  readonly subject: string;
  readonly run: () => Promise<Finding>;
}

/**
 * Runs the cases that this library is tested with on a device.
 *
 * @returns one result for each kernel and each model, in the order in which a training step meets them.
 * @throws the signal's reason once it is aborted. A kernel that is off, or does not run at all, is a result.
 * @example
 * ```ts no-run
 * const results = await checkAdapter(gpu);
 * console.log(results.filter(({ fault }) => fault !== undefined));
 * ```
 */
export async function checkAdapter(gpu: Gpu, options: CheckOptions = {}): Promise<readonly CheckResult[]> {
  const { thoroughness, signal, onProgress } = options;
  const kernels = [...kernelCases(targetOf(gpu.adapter), thoroughness), ...optimizerCases];
  const checks = [
    ...kernels.map((one) => kernelCheck(gpu, one)),
    ...gradientCases.map((one) => gradientCheck(gpu, one)),
  ];
  const results = new Map<string, CheckResult>();
  for (const [done, { subject, run }] of checks.entries()) {
    signal?.throwIfAborted();
    onProgress?.(done, checks.length, subject);
    const finding = await run().catch(failure);
    results.set(subject, merged(results.get(subject), subject, finding));
  }
  return [...results.values()];
}

function kernelCheck({ device }: Gpu, { kernel, name, run }: KernelCase): Check {
  return {
    subject: kernel,
    async run() {
      const comparisons = await run(device);
      const [fault] = faultsOf(comparisons);
      return {
        error: Math.max(...comparisons.map(relativeError)),
        share: Math.max(...comparisons.map(errorShare)),
        fault: fault && `${name}: ${fault}`,
      };
    },
  };
}

function gradientCheck(gpu: Gpu, gradientCase: GradientCase): Check {
  return {
    subject: `gradients: ${gradientCase.name}`,
    async run() {
      const { loss, parameters } = await compareGradients(gpu, gradientCase);
      const lossShare = Math.abs(loss.actual / loss.expected - 1) / LOSS_TOLERANCE;
      const errors = parameters.map((parameter) => ({
        ...parameter,
        error: relativeError({ ...parameter, what: parameter.name, tolerance: BY_LARGEST }),
      }));
      const worst = errors.reduce((a, b) => (a.error >= b.error ? a : b));
      const share = Math.max(lossShare, worst.error / GRADIENT_TOLERANCE);
      const fault =
        lossShare > 1
          ? `the loss is ${loss.actual}, expected ${loss.expected}`
          : `the gradient of ${worst.name} is off by ${worst.error.toExponential(1)} of its largest`;
      return { error: worst.error, share, ...(share > 1 && { fault }) };
    },
  };
}

const failure = (error: unknown): Finding => ({
  error: Infinity,
  share: Infinity,
  fault: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
});

function merged(
  before: CheckResult | undefined,
  subject: string,
  { error, share, fault }: Finding,
): CheckResult {
  const told = before?.fault ?? fault;
  return {
    subject,
    cases: (before?.cases ?? 0) + 1,
    error: Math.max(before?.error ?? 0, error),
    share: Math.max(before?.share ?? 0, share),
    ...(told !== undefined && { fault: told }),
  };
}
