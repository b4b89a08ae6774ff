// Puts the app together: store, worker, commands. A story does the same with a state of its own and no worker.

import { MetricHistory } from '../charts/metric-history.js';
import { DataLoader } from '../data/data-loader.js';
import { Profiling } from '../profile/profiling.js';
import type { AppState } from '../store/app-state.js';
import { Store } from '../store/store.js';
import { TrainingSession } from '../training/training-session.js';
import type { Connection } from '../worker/connect.js';
import type { App } from './app.js';

export function createApp(state: AppState, worker: Connection): App {
  const store = new Store(state);
  const metrics = new MetricHistory();
  return {
    store,
    metrics,
    training: new TrainingSession(store, metrics, worker),
    data: new DataLoader(store, worker.api),
    profiling: new Profiling(store, worker.api),
    worker: worker.api,
  };
}
