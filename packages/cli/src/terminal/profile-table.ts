// A profile as a table: each dispatch's time, and how fast it computes and moves.

import type { Profile } from '@shadegrad/core';
import { formatPercent, formatRate } from '../format.js';
import type { Style } from './style.js';
import { table } from './table.js';

export function profileTable(profile: Profile, style: Style): string {
  const right = 'right' as const;
  const rows = profile.dispatches.map(({ label, kernel, seconds, share, flopsPerSecond, bytesPerSecond }) => [
    label,
    kernel,
    (seconds * 1000).toFixed(3),
    formatPercent(share, 1),
    (flopsPerSecond / 1e9).toFixed(2),
    (bytesPerSecond / 1e9).toFixed(2),
  ]);
  const { kernelSeconds, stepSeconds, kernelShare, imagesPerSecond } = profile;
  return [
    style.bold(`${profile.pass} of "${profile.model}", batch ${profile.batchSize}, ${profile.adapter}`),
    table(
      [
        { heading: 'dispatch' },
        { heading: 'kernel' },
        { heading: 'ms', align: right },
        { heading: 'share', align: right },
        { heading: 'GFLOPS', align: right },
        { heading: 'GB/s', align: right },
      ],
      rows,
      style,
    ),
    `step ${(stepSeconds * 1000).toFixed(2)} ms, ${formatRate(imagesPerSecond)} images/s; kernels ${(kernelSeconds * 1000).toFixed(2)} ms, ${formatPercent(kernelShare, 1)} of it`,
  ].join('\n');
}
