// A contender's process as the bench sees it: requests go in, answers come out, and what the processor and the memory
// give it is read from outside.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import {
  AnswerSchema,
  type Answers,
  PARSERS,
  type RequestBody,
  type RequestType,
  type WorkerSettings,
} from '../protocol/messages.js';
import { cpuSeconds, residentBytes } from '../measure/process-usage.js';
import type { Contender } from './contender.js';

export interface Answered<Result> {
  readonly result: Result;
  /** As the contender itself measured, without the way there and back. */
  readonly seconds: number;
}

/** Lines of the process' errors that are kept for when it fails. */
const KEPT_LINES = 12;

export class ContenderProcess {
  readonly contender: Contender;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  readonly #errors: string[] = [];
  readonly #ended: Promise<string>;
  readonly #kill = (): void => {
    this.#child.kill();
  };

  /** @param environment Beyond what this process and the contender have. */
  constructor(contender: Contender, environment: Readonly<Record<string, string>> = {}) {
    this.contender = contender;
    const [command = '', ...args] = contender.command;
    this.#child = spawn(command, args, {
      env: { ...process.env, ...contender.environment, ...environment },
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    createInterface({ input: this.#child.stderr }).on('line', (line) => {
      this.#errors.push(line);
      if (this.#errors.length > KEPT_LINES) this.#errors.shift();
    });
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', (error) => resolve(error.message));
      this.#child.on('close', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
    });
    // When the bench itself is ended.
    process.once('exit', this.#kill);
    // A request to a process that is gone fails by itself.
    this.#child.stdin.on('error', () => {});
  }

  /** Asks one thing. @throws Error with the contender's own message where it fails. */
  async request<Type extends RequestType>(
    type: Type,
    body: RequestBody<Type>,
  ): Promise<Answered<Answers[Type]>> {
    this.#child.stdin.write(`${JSON.stringify({ type, ...body })}\n`);
    const line = await this.#answers.next();
    if (line.done === true) throw new Error(this.#lastWords(await this.#ended));
    const answer = v.parse(AnswerSchema, JSON.parse(line.value));
    if (!answer.ok) throw new Error(answer.error);
    return { result: PARSERS[type](answer.result), seconds: answer.seconds };
  }

  open(settings: WorkerSettings): Promise<Answered<Answers['open']>> {
    return this.request('open', { settings: { ...settings, ...this.contender.settings } });
  }

  /** Processor time it has used so far; undefined where this system does not tell. */
  cpuSeconds(): number | undefined {
    return this.#child.pid === undefined ? undefined : cpuSeconds(this.#child.pid);
  }

  residentBytes(): { readonly now: number; readonly peak: number } | undefined {
    return this.#child.pid === undefined ? undefined : residentBytes(this.#child.pid);
  }

  /** Ends the process, whatever it is doing. */
  async stop(): Promise<void> {
    process.off('exit', this.#kill);
    this.#child.stdin.end();
    this.#kill();
    await this.#ended;
  }

  #lastWords(end: string): string {
    const words = this.#errors.filter(
      (line) => line.trim() !== '' && !line.startsWith('Warning: maxDynamic'),
    );
    return words.length === 0 ? end : `${end}: ${words.join(' | ')}`;
  }
}
