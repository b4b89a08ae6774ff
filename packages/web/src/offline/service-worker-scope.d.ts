// What a service worker sees beside what pages see; TypeScript's library for pages leaves it out.
// https://w3c.github.io/ServiceWorker/

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface WindowEventMap {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: FetchEvent;
}

declare const clients: { claim(): Promise<void> };
declare function skipWaiting(): Promise<void>;

/** Put in by the build (vite/service-worker.ts): the app's files, and a name for exactly these. */
declare const SHADEGRAD_PRECACHE: {
  readonly version: string;
  readonly files: readonly string[];
  /** Those that are kept when they are first used. */
  readonly large: readonly string[];
};
