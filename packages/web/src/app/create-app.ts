// Puts the app together: store, worker, commands. A story does the same with a state of its own and no worker.

import { MetricHistory } from '../charts/metric-history.js';
import { DataLoader } from '../data/data-loader.js';
import { Drawing } from '../drawing/drawing.js';
import { Evaluator } from '../evaluation/evaluator.js';
import { Insides } from '../insides/insides.js';
import { Profiling } from '../profile/profiling.js';
import { RunLibrary } from '../runs/run-library.js';
import { LinkReader } from '../share/link-reader.js';
import type { AppState } from '../store/app-state.js';
import { Store } from '../store/store.js';
import { RunTransfer } from '../transfer/run-transfer.js';
import { TrainingSession } from '../training/training-session.js';
import type { Connection } from '../worker/connect.js';
import type { App } from './app.js';

export function createApp(state: AppState, worker: Connection): App {
  const store = new Store(state);
  const metrics = new MetricHistory();
  const evaluator = new Evaluator(store, worker.api);
  const training = new TrainingSession(store, metrics, worker, evaluator);
  const data = new DataLoader(store, worker.api);
  const runs = new RunLibrary(store, worker, { training, data });
  return {
    store,
    metrics,
    training,
    data,
    evaluator,
    drawing: new Drawing(store, worker.api),
    insides: new Insides(store, worker.api),
    runs,
    transfer: new RunTransfer(store, worker.api, runs),
    links: new LinkReader(store),
    profiling: new Profiling(store, worker.api),
    worker: worker.api,
  };
}
