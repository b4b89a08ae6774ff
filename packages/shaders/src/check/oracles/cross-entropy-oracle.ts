// Cross-entropy of one example in f64.

import type { ExampleOutcome } from '../../metrics/outcome.js';

/** t' = t·(1 − s) + s / classes. */
export function smooth(target: readonly number[], smoothing: number): number[] {
  return target.map((t) => t * (1 - smoothing) + smoothing / target.length);
}

export function oneHot(label: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => (c === label ? 1 : 0));
}

function logProbabilities(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const logSum = largest + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - largest), 0));
  return logits.map((z) => z - logSum);
}

/** −Σ t·log p. */
export function crossEntropyOracle(logits: readonly number[], target: readonly number[]): number {
  return -logProbabilities(logits).reduce((sum, logP, c) => sum + logP * (target[c] ?? NaN), 0);
}

/** ∂loss/∂logit by central differences, which knows nothing of the formula that the kernel uses. */
export function crossEntropyGradientOracle(logits: readonly number[], target: readonly number[]): number[] {
  const h = 1e-4;
  return logits.map((z, c) => {
    const above = crossEntropyOracle(logits.with(c, z + h), target);
    const below = crossEntropyOracle(logits.with(c, z - h), target);
    return (above - below) / (2 * h);
  });
}

const indicesFromLargest = (values: readonly number[]): number[] =>
  [...values.keys()].sort((a, b) => (values[b] ?? NaN) - (values[a] ?? NaN));

/** Truth and ranking from the classes sorted by logit; sorting is stable, so the lower one of equals comes first. */
export function outcomeOracle(
  logits: readonly number[],
  target: readonly number[],
  smoothing: number,
): ExampleOutcome {
  const truth = indicesFromLargest(target)[0] ?? NaN;
  const ranking = indicesFromLargest(logits);
  return {
    loss: crossEntropyOracle(logits, smooth(target, smoothing)),
    truth,
    predicted: ranking[0] ?? NaN,
    rank: ranking.indexOf(truth),
    confidence: Math.exp(Math.max(...logProbabilities(logits))),
  };
}
