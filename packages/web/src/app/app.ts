// What panels are given: the store that they look at, the metrics that charts draw, and the commands that they call.

import type { MetricHistory } from '../charts/metric-history.js';
import type { DataLoader } from '../data/data-loader.js';
import type { Drawing } from '../drawing/drawing.js';
import type { Evaluator } from '../evaluation/evaluator.js';
import type { Insides } from '../insides/insides.js';
import type { Profiling } from '../profile/profiling.js';
import type { RunLibrary } from '../runs/run-library.js';
import type { LinkReader } from '../share/link-reader.js';
import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import type { RunTransfer } from '../transfer/run-transfer.js';
import type { TrainingSession } from '../training/training-session.js';
import type { RemoteTraining } from '../worker/connect.js';

export interface App {
  readonly store: Store<AppState>;
  readonly metrics: MetricHistory;
  readonly training: TrainingSession;
  readonly data: DataLoader;
  readonly evaluator: Evaluator;
  readonly drawing: Drawing;
  readonly insides: Insides;
  readonly profiling: Profiling;
  readonly runs: RunLibrary;
  readonly transfer: RunTransfer;
  readonly links: LinkReader;
  /** For what needs no state of its own, such as predictions. */
  readonly worker: RemoteTraining;
}
