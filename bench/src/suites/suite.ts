// What a suite is: a question, answered by tables for people and by data for programs.

import type { Task } from '../surroundings.js';

export const SUITE_NAMES = [
  'peers',
  'batch',
  'width',
  'latency',
  'start',
  'memory',
  'strategies',
  'features',
] as const;

export type SuiteName = (typeof SUITE_NAMES)[number];

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export interface SuiteResult {
  readonly title: string;
  readonly table: Table;
  /** What a reader must know to read the table rightly. */
  readonly notes: readonly string[];
  /** Everything that was measured, as JSON. */
  readonly data: unknown;
  /** What the contenders computed on and with which versions, where they said so. */
  readonly devices: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}

export type Suite = (task: Task) => Promise<SuiteResult>;
