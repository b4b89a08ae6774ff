// A suite's result with everything that a reader needs to judge it, as JSON and as Markdown.

import { markdownTable } from 'markdown-table';
import type { SuiteName, SuiteResult } from '../suites/suite.js';
import { formatNumber } from './format.js';
import type { Machine } from './machine.js';

/** Version of the JSON's shape. */
export const REPORT_SCHEMA = 1;

export interface Report extends SuiteResult {
  readonly schema: typeof REPORT_SCHEMA;
  readonly suite: SuiteName;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** What to type for the same again. */
  readonly command: string;
  readonly machine: Machine;
  /** Name and origin of the pictures. */
  readonly pictures: string;
}

/** Table, notes and circumstances, in Markdown that is readable as it is. */
export function toMarkdown(report: Report): string {
  const { table, notes } = report;
  const rows = [table.columns.map(({ heading }) => heading), ...table.rows.map((row) => [...row])];
  const align = table.columns.map((column) => (column.align === 'right' ? 'r' : null));
  const all = [
    ...notes,
    circumstances(report),
    `Made by \`${report.command}\` on ${report.time.slice(0, 10)}.`,
  ];
  return `${markdownTable(rows, { align })}\n\n${all.map((note) => `- ${note}`).join('\n')}\n`;
}

/** Device, machine, versions and pictures, each in a sentence. */
function circumstances({ devices, versions, machine, pictures }: Report): string {
  const { processor, cores, memoryBytes, system, node } = machine;
  const software = Object.entries({ ...versions, Node: node }).map(([name, version]) => `${name} ${version}`);
  return [
    `On ${byDevice(devices)}.`,
    `${cores} cores of ${processor}, ${formatNumber(memoryBytes / 2 ** 30)} GiB, ${system}.`,
    `${software.join(', ')}.`,
    `Pictures: ${pictures}.`,
  ].join(' ');
}

/** Each device once, with those that ran on it, unless all did. */
function byDevice(devices: Report['devices']): string {
  const titles = new Map<string, string[]>();
  for (const [title, device] of Object.entries(devices)) {
    titles.set(device, [...(titles.get(device) ?? []), title]);
  }
  return [...titles]
    .map(([device, users]) => (titles.size === 1 ? device : `${device} for ${users.join(', ')}`))
    .join('; ');
}
