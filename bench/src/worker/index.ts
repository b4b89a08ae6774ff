// For contenders that live elsewhere, in bench/peers.
export type { WorkerSettings } from '../protocol/messages.js';
export { installBrowserGlobals } from './browser-globals.js';
export { CLASSES, type Examples, passes, PIXELS, readExamples, toFloats } from './examples.js';
export { packageVersion } from './package-version.js';
export { serve, type Worker } from './serve.js';
