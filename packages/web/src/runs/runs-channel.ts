// Tells all tabs of this page, and their workers, that the kept runs are others now.

const NAME = 'shadegrad-runs';

/** One channel a thread: it does not hear its own messages, and the page wants to hear the worker's. */
const channel = new BroadcastChannel(NAME);

export function runsChanged(): void {
  channel.postMessage('changed');
}

/** Hears of changes that others made. */
export function onRunsChanged(listener: () => void): void {
  channel.addEventListener('message', listener);
}
