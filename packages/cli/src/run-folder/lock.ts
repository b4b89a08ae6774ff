// One process at a time writes into a run folder. Whoever wants to leaves a file there that says who it is, and then looks
// around: if the file of another process that is alive is there too, it takes its own away and gives up. Of two processes
// that come at the same moment at least one sees the other, since each announces itself before it looks. What a dead
// process has left is removed.
//
// A process is told from a later one with the same number by the moment at which it started, where the system says so.

import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ShadegradError } from '@shadegrad/core';
import * as v from 'valibot';
import { systemCode, writeError } from './file-errors.js';
import { readPlainFile } from './read-file.js';

const text = v.pipe(v.string(), v.maxLength(300));
const ownerSchema = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Where that number means something: the machine, and on Linux the container. */
  machine: text,
  /** Of the machine's last start, and of the process' since then; absent where the system does not say. */
  boot: v.optional(text),
  started: v.optional(text),
  since: text,
});
type Owner = v.InferOutput<typeof ownerSchema>;

const MOST_BYTES = 4096;
const NAME = /^lock-[0-9a-f-]{36}\.json$/;
const INTERIM = /^lock-[0-9a-f-]{36}\.json\.next$/;

/** At most one run folder, held for this process. */
export class RunLock {
  #path: string | undefined;

  /**
   * Takes `folder` for this process.
   *
   * @throws ShadegradError `SHADEGRAD_RUN_LOCKED` where another process that is alive has it.
   */
  async take(folder: string): Promise<void> {
    const path = join(folder, `lock-${randomUUID()}.json`);
    try {
      // Renamed into place, so that nobody ever reads half of it.
      await writeFile(`${path}.next`, `${JSON.stringify(thisProcess())}\n`);
      await rename(`${path}.next`, path);
    } catch (error) {
      await rm(`${path}.next`, { force: true }).catch(() => {});
      throw writeError(error, path);
    }
    this.#path = path;
    try {
      await refuseOthers(folder, path);
    } catch (error) {
      await this.release();
      throw error;
    }
  }

  async release(): Promise<void> {
    if (this.#path === undefined) return;
    await rm(this.#path, { force: true }).catch(() => {});
    this.#path = undefined;
  }
}

async function refuseOthers(folder: string, own: string): Promise<void> {
  const names = await readdir(folder);
  for (const path of names.filter((name) => NAME.test(name)).map((name) => join(folder, name))) {
    if (path === own) continue;
    const owner = await readOwner(path);
    if (owner !== undefined && isAlive(owner)) throw locked(folder, path, owner);
    await rm(path, { force: true });
  }
  for (const name of names.filter((name) => INTERIM.test(name)))
    await rm(join(folder, name), { force: true });
}

/** Undefined for a file that is gone by now, or that a crash of the machine has left without its contents. */
async function readOwner(path: string): Promise<Owner | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readPlainFile(path, MOST_BYTES);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), ownerSchema), new TextDecoder().decode(bytes));
  return result.success ? result.output : undefined;
}

function thisProcess(): Owner {
  const started = startOf(process.pid);
  const boot = bootId();
  return {
    pid: process.pid,
    machine: machine(),
    ...(boot !== undefined && { boot }),
    ...(started !== undefined && { started }),
    since: new Date().toISOString(),
  };
}

/** Of another machine nothing can be known from here, so its processes count as alive. */
export function isAlive({ pid, machine: where, boot, started }: Owner): boolean {
  if (where !== machine()) return true;
  if (boot !== bootId()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to someone else.
    if (systemCode(error) === 'ESRCH') return false;
  }
  return started === startOf(pid);
}

function machine(): string {
  return [hostname(), attempt(() => readlinkSync('/proc/self/ns/pid'))].filter(Boolean).join(' ');
}

const bootId = (): string | undefined =>
  attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());

/**
 * Clock ticks from the machine's start to the process', as Linux has them: the 22nd field of `stat`, the second being a
 * name in brackets. Undefined for a process that has ended and only waits for its parent to take notice.
 */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === 'Z' ? undefined : fields[18];
}

function attempt<Result>(task: () => Result): Result | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}

function locked(folder: string, path: string, { pid, machine: where, since }: Owner): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_RUN_LOCKED',
    `${folder} is in use by process ${pid} on ${where.split(' ')[0] ?? where}, since ${since}.`,
    where === machine()
      ? 'Wait for it to end, or end it with Ctrl-C: it leaves a checkpoint to go on from.'
      : `If that process is gone for sure, remove ${path}.`,
  );
}
