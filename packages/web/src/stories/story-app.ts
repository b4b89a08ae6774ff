// An app for stories: the initial state with changes of one's own, and a worker that never answers.

import { createApp } from '../app/create-app.js';
import type { App } from '../app/app.js';
import type { AppState } from '../store/app-state.js';
import { initialState } from '../store/initial-state.js';
import type { Connection } from '../worker/connect.js';
import type { TrainingApi } from '../worker/training-api.js';
import { wrap } from 'comlink';
import { sampleAdapter, sampleData } from './sample-state.js';

/** Every command is taken and none is ever done. */
const silent: Connection = {
  api: wrap<TrainingApi>(new MessageChannel().port1),
  onMetrics: () => undefined,
  onCrash: () => undefined,
};

export function storyApp(change: Partial<AppState> = {}): App {
  return createApp(
    {
      ...initialState(),
      device: { phase: 'ready', adapter: sampleAdapter },
      data: { phase: 'ready', summary: sampleData },
      ...change,
    },
    silent,
  );
}
