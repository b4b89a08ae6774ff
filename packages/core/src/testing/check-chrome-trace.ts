// What the Trace Event Format demands of a trace of complete ('X') and metadata ('M') events, and what Perfetto needs to
// draw it: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU

const METADATA = ['process_name', 'process_labels', 'process_sort_index', 'thread_name', 'thread_sort_index'];

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** What is wrong with a trace, given as JSON text; nothing where it is right. */
export function chromeTraceFaults(json: string): readonly string[] {
  const trace: unknown = JSON.parse(json);
  const events = isFields(trace) ? trace['traceEvents'] : undefined;
  if (!Array.isArray(events)) return ['traceEvents is no array'];
  const faults = events.flatMap((event: unknown, i) =>
    isFields(event) ? eventFaults(event).map((fault) => `event ${i} ${fault}`) : [`event ${i} is no object`],
  );
  return faults.length > 0 ? faults : nestingFaults(events.filter(isFields));
}

function eventFaults(event: Fields): readonly string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  demand(typeof event['name'] === 'string' && event['name'] !== '', 'has no name');
  demand(Number.isInteger(event['pid']) && Number.isInteger(event['tid']), 'has no pid and tid');
  demand(event['args'] === undefined || isFields(event['args']), 'has args that are no object');
  switch (event['ph']) {
    case 'X':
      demand(Number.isFinite(event['ts']), 'has no ts');
      demand(Number.isFinite(event['dur']) && Number(event['dur']) >= 0, 'has no dur');
      demand(typeof event['cat'] === 'string', 'has no cat');
      break;
    case 'M':
      demand(METADATA.includes(String(event['name'])), 'is no metadata that there is');
      demand(isFields(event['args']), 'has no args');
      break;
    default:
      faults.push(`has the phase ${String(event['ph'])}`);
  }
  return faults;
}

/** Spans of one track lie one after another or one in another. */
function nestingFaults(events: readonly Fields[]): readonly string[] {
  const faults: string[] = [];
  const open = new Map<unknown, { name: string; end: number }[]>();
  for (const { ph, name, tid, ...times } of events) {
    if (ph !== 'X') continue;
    const [ts, dur] = [Number(times['ts']), Number(times['dur'])];
    const stack = open.get(tid) ?? [];
    open.set(tid, stack);
    // Sums of numbers with three decimals differ in their last bits.
    const tolerance = 1e-3 / 2;
    while ((stack.at(-1)?.end ?? Infinity) <= ts + tolerance) stack.pop();
    const around = stack.at(-1);
    if (around !== undefined && ts + dur > around.end + tolerance) {
      faults.push(`${String(name)} at ${ts} begins in ${around.name} and ends after it`);
    }
    stack.push({ name: String(name), end: ts + dur });
  }
  return faults;
}
