// In what two networks differ, in words.

import type { Model } from '@shadegrad/core';

/** More than this is not read. */
const MOST_DIFFERENCES = 5;

/** One line for each difference, the first few; none where the networks are the same, whatever they are called. */
export function networkDifferences(recorded: Model, other: Model): readonly string[] {
  const differences: string[] = [];
  const [before, now] = [recorded.inputShape.join('×'), other.inputShape.join('×')];
  if (before !== now) differences.push(`the input is ${now} instead of ${before}`);
  const layers = Math.max(recorded.layers.length, other.layers.length);
  for (let i = 0; i < layers; i++) {
    const [was, is] = [recorded.layers[i]?.settings, other.layers[i]?.settings];
    const layer = `layer ${i + 1}`;
    if (is === undefined) differences.push(`${layer}, ${was?.type ?? ''}, is missing`);
    else if (was === undefined) differences.push(`${layer}, ${is.type}, is new`);
    else if (was.type !== is.type) differences.push(`${layer} is ${is.type} instead of ${was.type}`);
    else differences.push(...settingDifferences(`${layer} (${is.type})`, was, is));
  }
  if (differences.length <= MOST_DIFFERENCES) return differences;
  return [...differences.slice(0, MOST_DIFFERENCES), `and ${differences.length - MOST_DIFFERENCES} more`];
}

function settingDifferences(layer: string, was: object, is: object): readonly string[] {
  const [before, now] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((key) => {
    const [old, current] = [JSON.stringify(before.get(key)), JSON.stringify(now.get(key))];
    return old === current
      ? []
      : [`${layer}: ${key} is ${current ?? 'absent'} instead of ${old ?? 'absent'}`];
  });
}
