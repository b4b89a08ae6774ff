// How smoothly a page draws: the time from one animation frame to the next, and the processor's time that each task of its
// main thread takes, out of the browser's own trace.

import type { Page } from 'playwright-core';

/** Ms between so many animation frames and the ones before them, from now on. */
export function frameGaps(page: Page, count: number): Promise<number[]> {
  return page.evaluate(
    (frames) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let last: number | undefined;
        const see = (): void => {
          const now = performance.now();
          if (last !== undefined) gaps.push(now - last);
          last = now;
          if (gaps.length < frames) requestAnimationFrame(see);
          else resolve(gaps);
        };
        requestAnimationFrame(see);
      }),
    count,
  );
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the thread, in µs. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const MAIN_THREAD = 'CrRendererMain';
const TASKS: ReadonlySet<string> = new Set(['ThreadControllerImpl::RunTask', 'RunTask']);

/** The processor's ms in each task of the main thread while `work` goes on; what else the machine does lengthens none. */
export async function mainThreadTasks(page: Page, work: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  const trace = await browser.stopTracing();
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(trace.toString());
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === MAIN_THREAD).map(thread),
  );
  return traceEvents
    .filter((event) => event.ph === 'X' && TASKS.has(event.name) && mains.has(thread(event)))
    .map(({ tdur = 0 }) => tdur / 1000);
}
