// What the page begins with: the classic network and its settings, nothing trained.

import { initialChartOptions } from '../charts/chart-options.js';
import { initialTheme } from '../design/theme.js';
import { initialDrawing } from '../drawing/drawing-state.js';
import { initialInsides } from '../insides/insides-state.js';
import { networkOfPreset, PRESETS } from '../network/presets.js';
import { noRuns } from '../runs/runs-state.js';
import { idleRun } from '../training/run-state.js';
import { settingsOf } from '../training/settings.js';
import type { AppState } from './app-state.js';

export function initialState(): AppState {
  const preset = PRESETS.classic;
  return {
    device: { phase: 'opening' },
    data: { phase: 'loading', what: 'Looking for MNIST', share: undefined },
    network: networkOfPreset(preset),
    settings: settingsOf(preset),
    run: idleRun,
    evaluation: {},
    drawing: initialDrawing,
    insides: initialInsides,
    runs: noRuns,
    link: {},
    profile: { phase: 'none' },
    tuning: { phase: 'none' },
    charts: initialChartOptions,
    theme: initialTheme(),
  };
}
