// A plan as two tables: what every dispatch of a pass computes and moves, and what every buffer takes.

import type { Plan, PassName } from '@shadegrad/core';
import { formatBytes, formatCount, formatFlops } from '../format.js';
import type { Style } from './style.js';
import { table } from './table.js';

export function planTable(
  { passes, buffers, bytes, batchSize, model }: Plan,
  pass: PassName,
  style: Style,
): string {
  const dispatches = passes[pass].map(({ label, kernel }) => [
    label,
    kernel.name,
    kernel.workgroups.join('×'),
    formatFlops(kernel.flops),
    formatBytes(kernel.bytes),
    kernel.bytes > 0 ? (kernel.flops / kernel.bytes).toFixed(1) : '',
  ]);
  const flops = passes[pass].reduce((sum, { kernel }) => sum + kernel.flops, 0);
  const moved = passes[pass].reduce((sum, { kernel }) => sum + kernel.bytes, 0);
  const right = 'right' as const;
  return [
    style.bold(
      `${pass} of "${model.name}", batch ${batchSize}: ${formatCount(dispatches.length)} dispatches, ${formatFlops(flops)}, ${formatBytes(moved)} moved`,
    ),
    table(
      [
        { heading: 'dispatch' },
        { heading: 'kernel' },
        { heading: 'workgroups', align: right },
        { heading: 'computes', align: right },
        { heading: 'moves', align: right },
        { heading: 'FLOP/byte', align: right },
      ],
      dispatches,
      style,
    ),
    '',
    style.bold(`memory: ${formatBytes(bytes)} in ${formatCount(buffers.length)} buffers`),
    table(
      [
        { heading: 'buffer' },
        { heading: 'lifetime' },
        { heading: 'bytes', align: right },
        { heading: 'holds' },
      ],
      buffers.map(({ name, lifetime, bytes, holds }) => [
        name,
        lifetime,
        formatCount(bytes),
        shortList(holds),
      ]),
      style,
    ),
  ].join('\n');
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
