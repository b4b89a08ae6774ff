// How many invocations share a row in the kernels that work on rows (softmax, cross-entropy); see `team.wgsl`.

import { linearGrid, type Workgroups } from './kernel.js';

/** Members of a team, for rows of `columns`: about one for each sixteen columns, a power of two from 1 to 64. */
export function teamSize(columns: number): number {
  return Math.min(64, 2 ** Math.floor(Math.log2(Math.max(1, columns / 16))));
}

/** The grid in which every one of `rows` has its team. */
export function teamGrid(rows: number, columns: number): Workgroups {
  return linearGrid(rows * teamSize(columns), 64);
}
