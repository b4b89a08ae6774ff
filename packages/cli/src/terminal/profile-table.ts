// A profile as text: each dispatch with its time and how close it comes to what the adapter can do, then the sums.

import type { Profile, Roofline, DispatchProfile } from '@shadegrad/core';
import { formatCount, formatPercent, formatRate } from '../format.js';
import type { Output } from './output.js';
import { createStyle } from './style.js';
import { type Column, facts, table } from './table.js';

const right = 'right' as const;
const COLUMNS: readonly Column[] = [
  { heading: 'dispatch' },
  { heading: 'ms', align: right },
  { heading: 'share', align: right },
  { heading: 'GFLOPS', align: right },
  { heading: 'GB/s', align: right },
  { heading: 'roofline', align: right },
  { heading: 'bound' },
];
/** What all columns but the first take at most, with the space between. */
const OTHER_COLUMNS = 54;
/** Kernels that are slower by themselves than in whole steps, by more than this, were disturbed. */
const DISTURBED = 1.03;

export function describeProfile(profile: Profile, output: Output): string {
  const style = createStyle(output);
  const longest = output.columns() - OTHER_COLUMNS;
  const rows = profile.dispatches.map((dispatch) => row(dispatch, clipped(dispatch.label, longest)));
  const { kernelSeconds, stepSeconds, kernelShare, imagesPerSecond, roofline } = profile;
  return [
    style.bold(
      `${profile.pass} of "${profile.model}", batch ${profile.batchSize}, ${profile.optimizer}, on random pictures`,
    ),
    table(COLUMNS, rows, style),
    '',
    facts(
      [
        ['step', `${milliseconds(stepSeconds)} ms by the wall, ${formatRate(imagesPerSecond)} images/s`],
        ['kernels', `${milliseconds(kernelSeconds)} ms, ${formatPercent(kernelShare, 1)} of the step`],
        ['together', together(profile)],
        ['adapter', profile.adapter],
        ['at best', `${speeds(roofline)}, as measured now: 100 % of the roofline`],
        ['timed', `${describeMethod(profile)}, the median of ${formatCount(profile.repetitions)}`],
      ],
      style,
    ),
    ...(kernelShare > DISTURBED ? ['', style.bold(DISTURBANCE)] : []),
  ].join('\n');
}

const DISTURBANCE =
  'Kernels took longer when they were timed than in whole steps: something else kept the machine busy.';

function row(dispatch: DispatchProfile, label: string): readonly string[] {
  const { seconds, share, flopsPerSecond, bytesPerSecond, roofline } = dispatch;
  return [
    label,
    milliseconds(seconds),
    formatPercent(share, 1),
    figures(flopsPerSecond / 1e9),
    figures(bytesPerSecond / 1e9),
    formatPercent(roofline.share, 0),
    roofline.bound,
  ];
}

/** What all kernels reach together. */
function together({ dispatches, kernelSeconds }: Profile): string {
  const sum = (of: (dispatch: DispatchProfile) => number): number =>
    dispatches.reduce((total, dispatch) => total + of(dispatch), 0);
  const atBest = sum(({ seconds, roofline }) => seconds * roofline.share);
  const speed = {
    flopsPerSecond: sum(({ flops }) => flops) / kernelSeconds,
    bytesPerSecond: sum(({ bytes }) => bytes) / kernelSeconds,
  };
  return `${speeds(speed)}, ${formatPercent(atBest / kernelSeconds, 0)} of the roofline`;
}

function speeds({ flopsPerSecond, bytesPerSecond }: Omit<Roofline, 'method'>): string {
  return `${figures(flopsPerSecond / 1e9)} GFLOPS, ${figures(bytesPerSecond / 1e9)} GB/s`;
}

function describeMethod({ method }: Profile): string {
  switch (method) {
    case 'timestamps':
      return 'by the adapter’s timestamps';
    case 'repetition':
      return 'by the host, over many equal dispatches';
    default:
      return method satisfies never;
  }
}

/** The middle goes: the end of a label tells dispatches of one layer apart. */
function clipped(label: string, width: number): string {
  const least = 12;
  const most = Math.max(least, width);
  if (label.length <= most) return label;
  const head = Math.ceil((most - 1) / 2);
  return `${label.slice(0, head)}…${label.slice(label.length - (most - 1 - head))}`;
}

const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(3);

/** Three figures. */
function figures(value: number): string {
  if (value >= 99.95) return formatCount(Math.round(value));
  return value.toFixed(value >= 9.995 ? 1 : 2);
}
