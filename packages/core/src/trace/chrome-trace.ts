// The Trace Event Format, which Perfetto (https://ui.perfetto.dev) and chrome://tracing open: one process with a track
// for the host and one for the device. https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU

import { deviceOffset } from './device-offset.js';
import type { HostSpan, TracedSubmit } from './trace.js';

/** A span of time on a track. */
export interface CompleteEvent {
  readonly ph: 'X';
  readonly name: string;
  readonly cat: 'host' | 'gpu';
  /** Beginning and length in µs. */
  readonly ts: number;
  readonly dur: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: Readonly<Record<string, number>>;
}

/** Names a process or a track. */
export interface MetadataEvent {
  readonly ph: 'M';
  readonly name: 'process_name' | 'thread_name' | 'thread_sort_index';
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly name: string } | { readonly sort_index: number };
}

export interface ChromeTrace {
  readonly displayTimeUnit: 'ms';
  readonly traceEvents: readonly (CompleteEvent | MetadataEvent)[];
}

const PID = 1;
const HOST = { tid: 1, cat: 'host' } as const;
const GPU = { tid: 2, cat: 'gpu' } as const;

export interface Recorded {
  /** Where the trace's times count from, in ms as `performance.now()`. */
  readonly begun: number;
  readonly host: readonly HostSpan[];
  readonly submits: readonly TracedSubmit[];
}

export function chromeTrace({ begun, host, submits }: Recorded): ChromeTrace {
  const offset = deviceOffset(submits);
  const hostEvents = host.map(({ name, begun: from, ended }) => ({
    ...span(name, HOST, from - begun, ended - begun),
  }));
  const dispatches = submits.flatMap((submit) => submit.dispatches);
  const gpuEvents = dispatches.map(({ label, step, begun: from, ended }) => ({
    ...span(label, GPU, toMs(from, offset) - begun, toMs(ended, offset) - begun),
    args: { step },
  }));
  return {
    displayTimeUnit: 'ms',
    traceEvents: [
      { ph: 'M', name: 'process_name', pid: PID, tid: HOST.tid, args: { name: 'shadegrad' } },
      ...track(HOST.tid, 'host'),
      ...(gpuEvents.length > 0 ? track(GPU.tid, 'GPU') : []),
      // Readers nest spans that begin together by their order: the longer one first.
      ...[...hostEvents, ...gpuEvents].sort((a, b) => a.ts - b.ts || b.dur - a.dur),
    ],
  };
}

function track(tid: number, name: string): readonly MetadataEvent[] {
  return [
    { ph: 'M', name: 'thread_name', pid: PID, tid, args: { name } },
    { ph: 'M', name: 'thread_sort_index', pid: PID, tid, args: { sort_index: tid } },
  ];
}

/** @param from In ms, as `until`. */
function span(
  name: string,
  { tid, cat }: typeof HOST | typeof GPU,
  from: number,
  until: number,
): CompleteEvent {
  const ts = nanoseconds(from);
  const end = nanoseconds(until);
  return { ph: 'X', name, cat, ts: ts / 1000, dur: (end - ts) / 1000, pid: PID, tid };
}

const nanoseconds = (ms: number): number => Math.round(ms * 1e6);

/** A time on the device's clock as ms on the host's. */
const toMs = (time: bigint, offset: bigint): number => Number(time + offset) / 1e6;
