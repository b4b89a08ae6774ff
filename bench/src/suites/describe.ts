// What all suites say of the contenders that ran.

import { formatPercent } from '../report/format.js';
import type { Racer } from '../measure/racer.js';
import type { Opened } from '../protocol/messages.js';
import type { SuiteResult } from './suite.js';

/** A share of a core that resting contenders may use without a word about it. */
const NEGLIGIBLE = 0.05;

export function describeRacers(racers: readonly Racer[]): Pick<SuiteResult, 'devices' | 'versions'> {
  return {
    devices: Object.fromEntries(
      racers.map(({ contender, opened: { device, threads } }) => [
        contender.title,
        threads === undefined ? device : `${device}, ${threads} thread${threads === 1 ? '' : 's'}`,
      ]),
    ),
    versions: mergeVersions(racers.map(({ opened }) => opened)),
  };
}

export function mergeVersions(opened: readonly Pick<Opened, 'versions'>[]): Readonly<Record<string, string>> {
  return Object.fromEntries(opened.flatMap(({ versions }) => Object.entries(versions)));
}

export function idleNotes(shares: readonly number[]): readonly string[] {
  const worst = Math.max(0, ...shares);
  if (worst <= NEGLIGIBLE) return [];
  return [`While it was another’s turn, resting contenders used ${formatPercent(worst)} of a core.`];
}

/** Those that gave no times, and why. */
export function failureNotes(racers: readonly Racer[]): readonly string[] {
  return racers.flatMap(({ contender, disqualified }) =>
    disqualified === undefined ? [] : [`${contender.title} is not compared: ${disqualified}.`],
  );
}
