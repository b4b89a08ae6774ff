// How much memory a software adapter has: what this process can still be given. Drivers that compute on the processor may
// crash where there is none left, so a plan is compared with it before anything is allocated.

import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** What Node, the driver and its compiler take beside the buffers of a plan, in bytes. */
const RESERVE = 512 * 2 ** 20;

/** Bytes: the least of what the machine has left, what its container may have, and what `ulimit -v` leaves. */
export function freeMemory(): number {
  // Where there is no /proc, as in a bare root, Node knows of no memory that is left.
  const available = process.availableMemory() || totalmem();
  return Math.max(0, Math.min(available, addressSpaceLeft()) - RESERVE);
}

/** Linux alone says; elsewhere a process may not be limited in this way at all. */
function addressSpaceLeft(): number {
  const limit = /^Max address space\s+(\d+)/m.exec(readProcess('limits'))?.[1];
  const taken = /^VmSize:\s+(\d+) kB/m.exec(readProcess('status'))?.[1];
  return limit === undefined || taken === undefined ? Infinity : Number(limit) - 1024 * Number(taken);
}

function readProcess(file: 'limits' | 'status'): string {
  try {
    return readFileSync(`/proc/self/${file}`, 'utf8');
  } catch {
    return '';
  }
}
