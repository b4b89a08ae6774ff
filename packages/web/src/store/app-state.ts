// All that the page knows, as one plain object. Each folder says what its part is; metrics, which grow by the thousand,
// have a place of their own (charts/metric-history.ts).

import type { ChartOptions } from '../charts/chart-options.js';
import type { DataState } from '../data/data-state.js';
import type { DeviceState } from '../device/device-state.js';
import type { Theme } from '../design/theme.js';
import type { DrawingState } from '../drawing/drawing-state.js';
import type { EvaluationState } from '../evaluation/evaluation-state.js';
import type { InsidesState } from '../insides/insides-state.js';
import type { NetworkState } from '../network/network-state.js';
import type { ProfileState, TuningState } from '../profile/profile-state.js';
import type { RunsState } from '../runs/runs-state.js';
import type { LinkState } from '../share/link-state.js';
import type { RunState } from '../training/run-state.js';
import type { TrainingSettings } from '../training/settings.js';

export interface AppState {
  /** The GPU that the worker has opened. */
  readonly device: DeviceState;
  readonly data: DataState;
  /** The network as it is being edited; a run has its own copy. */
  readonly network: NetworkState;
  /** The settings of the next run, as they are being edited. */
  readonly settings: TrainingSettings;
  /** The run that is going on, or was the last. */
  readonly run: RunState;
  /** What the network made of the test pictures. */
  readonly evaluation: EvaluationState;
  /** The picture that the network is tried out on, and what it says of it. */
  readonly drawing: DrawingState;
  /** What is seen of the network's insides. */
  readonly insides: InsidesState;
  /** The runs that the browser keeps. */
  readonly runs: RunsState;
  /** What came of the address. */
  readonly link: LinkState;
  /** Where the time of a training step goes. */
  readonly profile: ProfileState;
  /** Which variants of kernels are fastest here. */
  readonly tuning: TuningState;
  /** How the charts are drawn. */
  readonly charts: ChartOptions;
  readonly theme: Theme;
}
