// The page's end of the training worker.

import { wrap, type Remote } from 'comlink';
import { isMetricsFrame, type MetricsFrame } from './messages.js';
import type { TrainingApi } from './training-api.js';
import './told-errors.js';

/** What the rest of the page sees of the worker; a story or a test can stand in for it. */
export type RemoteTraining = Remote<TrainingApi>;

export interface Connection {
  readonly api: RemoteTraining;
  /** Hears every frame of metrics, in order. */
  onMetrics(listener: (frame: MetricsFrame) => void): void;
  /** Hears that the worker itself did not start. */
  onCrash(listener: (message: string) => void): void;
}

export function connectWorker(): Connection {
  const worker = new Worker(new URL('./training-worker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });
  return {
    api: wrap<TrainingApi>(worker),
    onMetrics(listener) {
      worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (isMetricsFrame(data)) listener(data);
      });
    },
    onCrash(listener) {
      worker.addEventListener('error', ({ message }) => listener(message));
    },
  };
}
