// One HTTP request that goes on where an earlier one stopped.

import type { PartFile } from './part-file.js';

export interface RequestOptions {
  /** Longest wait for the first answer. */
  readonly responseTimeoutMs: number;
  /** Longest wait between two pieces of the answer. */
  readonly stallTimeoutMs: number;
  /** More than this is refused: the disk is not filled by whatever answers in the server's place. */
  readonly maxBytes: number;
  readonly onProgress?: (receivedBytes: number, totalBytes: number | undefined) => void;
  readonly signal?: AbortSignal;
}

/** The mirror is at fault, not this machine: the next one may do. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError';
}

/**
 * Fetches the rest of a file into its part file, which may be empty.
 *
 * @returns `resumed` where earlier bytes were kept, in which case a wrong checksum may be their fault.
 * @throws MirrorError when the mirror does not deliver; what came until then stays in the part file.
 */
export async function fetchRest(
  url: string,
  part: PartFile,
  options: RequestOptions,
): Promise<'whole' | 'resumed'> {
  options.signal?.throwIfAborted();
  const silence = new Silence(options.responseTimeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, silence.signal]) : silence.signal;
  try {
    const start = part.length;
    const response = await fetch(url, {
      // Decoding on the way would make positions in the part file meaningless.
      headers: { 'accept-encoding': 'identity', ...(start > 0 && { range: `bytes=${start}-` }) },
      signal,
    }).catch(rethrowAsMirrorError);
    if (start > 0 && response.status === 416) {
      // Nothing is left to send: the part is whole, or no longer of this file, which the checksum will tell.
      await response.body?.cancel();
      return 'resumed';
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new MirrorError(`answered ${response.status} ${response.statusText}`.trimEnd());
    }
    const resumed =
      response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${start}-`);
    if (!resumed) await part.restart();
    await store(response, response.body, part, { ...options, silence, signal });
    return resumed ? 'resumed' : 'whole';
  } catch (error) {
    options.signal?.throwIfAborted();
    if (silence.signal.aborted) throw new MirrorError('does not answer', { cause: error });
    throw error;
  } finally {
    silence.end();
  }
}

async function store(
  response: Response,
  body: ReadableStream<Uint8Array>,
  part: PartFile,
  options: RequestOptions & { readonly silence: Silence; readonly signal: AbortSignal },
): Promise<void> {
  const { silence, signal } = options;
  const remaining = response.headers.get('content-length');
  const total = remaining === null ? undefined : part.length + Number(remaining);
  const reader = body.getReader();
  // Node 20's fetch never settles a read when it is aborted between the last piece and the end.
  const aborted = rejectionOf(signal);
  options.onProgress?.(part.length, total);
  try {
    for (;;) {
      const { value, done } = await Promise.race([reader.read(), aborted]).catch(rethrowAsMirrorError);
      if (done) return;
      silence.restart(options.stallTimeoutMs);
      if (part.length + value.length > options.maxBytes)
        throw new MirrorError('sends more than the file has');
      await part.append(value);
      options.onProgress?.(part.length, total);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** A promise that never resolves and rejects with the signal's reason. */
function rejectionOf(signal: AbortSignal): Promise<never> {
  const rejection = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  // It may come after the last race.
  rejection.catch(() => undefined);
  return rejection;
}

/** Node's codes in words that follow the name of a host. */
const faults = new Map([
  ['EAI_AGAIN', 'cannot be found'],
  ['ENOTFOUND', 'cannot be found'],
  ['ENETUNREACH', 'cannot be reached'],
  ['EHOSTUNREACH', 'cannot be reached'],
  ['ETIMEDOUT', 'does not answer'],
  ['ECONNREFUSED', 'refuses the connection'],
  ['ECONNRESET', 'breaks the connection'],
  ['UND_ERR_SOCKET', 'breaks the connection'],
]);

/** Fetch reports all that can go wrong on a network as a TypeError, and hides what it was in its cause. */
function rethrowAsMirrorError(error: unknown): never {
  if (!(error instanceof TypeError)) throw error;
  const { cause, message } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  throw new MirrorError(faults.get(code) ?? `fails: ${cause instanceof Error ? cause.message : message}`, {
    cause: error,
  });
}

/** Aborts a request on which nothing has come for a while. */
class Silence {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.#timer = setTimeout(() => this.#controller.abort(), ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  restart(ms: number): void {
    this.end();
    this.#timer = setTimeout(() => this.#controller.abort(), ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
