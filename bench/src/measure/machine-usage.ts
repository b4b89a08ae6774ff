// How much of the machine was used by somebody else while contenders took their turns: what a reader must know before
// trusting a number.

import { availableParallelism, cpus } from 'node:os';

/** Seconds that all processors together were busy since the machine started. */
export function busySeconds(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1000;
}

/** Seconds that this process has used. */
export function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What was not used by us, as a share of all processors, from 0 to 1. */
export function foreignShare(busy: number, ours: number, wall: number): number {
  return wall > 0 ? Math.min(1, Math.max(0, busy - ours) / (wall * availableParallelism())) : 0;
}
