// Records of what the host and the device do.
export type { ChromeTrace, CompleteEvent, MetadataEvent } from './chrome-trace.js';
export { Trace, traced } from './trace.js';
export type { DispatchSpan, HostActivity, HostSpan, TracedSubmit, TraceOptions } from './trace.js';
