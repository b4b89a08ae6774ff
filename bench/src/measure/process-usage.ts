// What a process has used, as Linux tells in /proc; elsewhere nothing is known, and the tables leave it out.

import { readFileSync } from 'node:fs';

/** Linux counts processor time for user space in these, on every architecture (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Processor time of all threads so far, user's and system's. */
export function cpuSeconds(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the program's name in brackets and may hold spaces; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Memory that it holds now and has held at most. */
export function residentBytes(pid: number): { readonly now: number; readonly peak: number } | undefined {
  const status = read(`/proc/${pid}/status`);
  const field = (name: string): number =>
    1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status ?? '')?.[1]);
  return status === undefined ? undefined : { now: field('VmRSS'), peak: field('VmHWM') };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
