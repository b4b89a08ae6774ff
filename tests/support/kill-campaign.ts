// Runs that are killed at random moments and go on until they are done, each of which must end with the bits of a run that
// nothing disturbed. One process makes run after run; it is killed within one, and the next process finishes that and
// begins another.

import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { jsonLines, SMALL_MODEL, writeDigits } from './cli.js';

const WORKER = fileURLToPath(new URL('../campaigns/kill-worker.mjs', import.meta.url));

export interface CampaignOptions {
  /** An empty folder. */
  readonly folder: string;
  /** How often a process is killed. */
  readonly kills: number;
  /** Share of the kills after which the run that goes on is killed once more. */
  readonly again: number;
  readonly onKill?: (soFar: CampaignResult) => void;
}

export interface CampaignResult {
  readonly runs: number;
  readonly kills: number;
  /** Kills that left a checkpoint half written, or half removed. */
  readonly withinCheckpoint: number;
  /** Runs that ended with other files than the undisturbed run; empty if all is well. */
  readonly different: readonly string[];
}

export async function killCampaign({
  folder,
  kills,
  again,
  onKill,
}: CampaignOptions): Promise<CampaignResult> {
  await writeDigits(join(folder, 'digits'), { train: 240, test: 40 });
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
  // The first run warms the driver's cache, the second is the measure.
  const undisturbed = Worker.start(folder, 0);
  await undisturbed.says('done 0');
  const begun = performance.now();
  await undisturbed.says('done 1');
  const duration = performance.now() - begun;
  await undisturbed.kill();
  const expected = await outcome(folder, 1);

  const different: string[] = [];
  const check = async (run: number): Promise<void> => {
    for (const [name, contents] of Object.entries(await outcome(folder, run))) {
      if (contents !== expected[name]) different.push(`run ${run}: ${name}`);
    }
  };

  let [run, killed, withinCheckpoint] = [2, 0, 0];
  let worker = Worker.start(folder, run);
  while (killed < kills) {
    await worker.says(`begin ${run}`);
    const done = worker.says(`done ${run}`);
    if ((await Promise.race([done, killMoment(worker, run, duration)])) !== `done ${run}`) {
      await worker.kill();
      killed += 1;
      if (await isCheckpointHalfDone(folder, run)) withinCheckpoint += 1;
      worker = Worker.start(folder, run);
      onKill?.({ runs: run - 1, kills: killed, withinCheckpoint, different });
      if (killed < kills && Math.random() < again) continue;
      await worker.says(`done ${run}`);
    }
    await check(run);
    run += 1;
  }
  await worker.kill();
  return { runs: run - 2, kills: killed, withinCheckpoint, different };
}

/** Half of the kills come a moment after some checkpoint was begun, the others at any moment of the run. */
async function killMoment(worker: Worker, run: number, duration: number): Promise<void> {
  if (Math.random() < 0.5) return pause(Math.random() * duration);
  await worker.says(`checkpoint ${run}`, 1 + Math.floor(Math.random() * 10));
  return pause(Math.random() * 10);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A process that makes runs. */
class Worker {
  readonly #process: ChildProcess;
  readonly #said: string[] = [];
  readonly #heard = new EventEmitter().setMaxListeners(Infinity);
  #errors = '';

  private constructor(process: ChildProcess) {
    this.#process = process;
    process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    if (process.stdout === null) throw new Error('the worker has no stdout');
    createInterface(process.stdout).on('line', (line) => {
      this.#said.push(line);
      this.#heard.emit('line');
    });
    process.once('exit', () => this.#heard.emit('line'));
  }

  static start(folder: string, first: number): Worker {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    return new Worker(spawn(process.execPath, [WORKER, folder, String(first)], { stdio: [...stdio] }));
  }

  /** Waits until it has said `line` so many times; for ever if it is killed before. */
  async says(line: string, times = 1): Promise<string> {
    while (this.#said.filter((said) => said === line).length < times) {
      if (this.#process.exitCode !== null) throw new Error(`the worker ended by itself: ${this.#errors}`);
      await once(this.#heard, 'line');
      if (this.#process.killed) await new Promise(() => {});
    }
    return line;
  }

  async kill(): Promise<void> {
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await closed;
  }
}

/** The folder of a run; one that was killed before it had its settings was left behind. */
async function runFolder(folder: string, run: number): Promise<string | undefined> {
  const out = join(folder, 'runs', String(run));
  const names = await readdir(out, { recursive: true });
  const config = names.find((name) => basename(name) === 'config.json');
  return config === undefined ? undefined : join(out, dirname(config));
}

async function isCheckpointHalfDone(folder: string, run: number): Promise<boolean> {
  const path = await runFolder(folder, run);
  if (path === undefined) return false;
  const names = await readdir(join(path, 'checkpoints')).catch(() => []);
  return names.some((name) => name.startsWith('.'));
}

/** What a run must end with: weights, optimizer, best weights, steps and scores, to the last bit. */
async function outcome(folder: string, run: number): Promise<Readonly<Record<string, string>>> {
  const path = await runFolder(folder, run);
  if (path === undefined) throw new Error(`run ${run} has no folder`);
  const bytes = async (...name: string[]): Promise<string> =>
    (await readFile(join(path, ...name))).toString('base64');
  const newest = async (of: string): Promise<string> =>
    (await readdir(join(path, of))).toSorted().at(-1) ?? '';
  const checkpoint = join('checkpoints', await newest('checkpoints'));
  const events = jsonLines(await readFile(join(path, 'metrics.jsonl'), 'utf8'));
  const learnt = events
    .filter(({ type }) => type === 'step' || type === 'epoch_end')
    .map((event) => ({ ...event, time: undefined, seconds: undefined, imagesPerSecond: undefined }));
  return {
    checkpoint,
    weights: await bytes(checkpoint, 'weights.safetensors'),
    optimizer: await bytes(checkpoint, 'optimizer.safetensors'),
    state: await bytes(checkpoint, 'state.json'),
    best: await bytes('best', await newest('best')),
    evaluation: await bytes('evaluation.json'),
    metrics: JSON.stringify(learnt),
    folder: (await readdir(path)).toSorted().join(' '),
  };
}
