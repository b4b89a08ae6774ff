// What all suites say of the contenders that ran.

import { formatPercent } from '../report/format.js';
import type { Racer } from '../measure/racer.js';
import type { Turns } from '../measure/turns.js';
import type { Opened } from '../protocol/messages.js';
import type { SuiteResult } from './suite.js';

/** A share that may be used by others without a word about it. */
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

/** What disturbed the measurement. */
export function disturbances(
  phases: readonly Pick<Turns, 'idleShare' | 'foreignShare'>[],
): readonly string[] {
  const idle = Math.max(0, ...phases.map(({ idleShare }) => idleShare));
  const foreign = Math.max(0, ...phases.map(({ foreignShare }) => foreignShare));
  return [
    ...(foreign > NEGLIGIBLE
      ? [
          `Other programs used ${formatPercent(foreign)} of the processor meanwhile: trust ratios, not speeds.`,
        ]
      : []),
    ...(idle > NEGLIGIBLE
      ? [`While it was another’s turn, resting contenders used ${formatPercent(idle)} of a core.`]
      : []),
  ];
}

/** Those that gave no times, and why. */
export function failureNotes(racers: readonly Racer[]): readonly string[] {
  return racers.flatMap(({ contender, disqualified }) =>
    disqualified === undefined ? [] : [sentence(`${contender.title} is not compared: ${disqualified}`)],
  );
}

/** With a full stop, which some messages bring. */
export const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
