// What happens when the page opens: the GPU is opened and pictures are looked for, side by side.

import { applyTheme, initialTheme, onSystemTheme } from '../design/theme.js';
import { dataFolder } from '../data/data-loader.js';
import { failureOf } from '../design/failure.js';
import { adviceOn, webGpuObstacle } from '../device/obstacle.js';
import type { Connection } from '../worker/connect.js';
import { usePreset } from '../network/use-preset.js';
import type { AppState } from '../store/app-state.js';
import type { App } from './app.js';

export function start(app: App, worker: Connection): void {
  const { store } = app;
  applyTheme(store.state.theme);
  onSystemTheme(() => {
    if (store.state.theme.choice === 'system') store.update({ theme: initialTheme() });
  });
  worker.onCrash((message) => {
    const failure = {
      code: 'SHADEGRAD_WORKER',
      message: `The training worker ended: ${message || 'it did not start'}.`,
      fix: 'Reload the page.',
    };
    store.update({ device: { phase: 'missing', failure } });
  });
  void openDevice(app, store.state);
  void app.data.load({ kind: 'default', folder: dataFolder() });
  app.runs.start();
  app.links.start();
}

/** @param begun What the page began with. */
async function openDevice({ store, worker }: App, begun: AppState): Promise<void> {
  const obstacle = webGpuObstacle();
  if (obstacle !== undefined) {
    store.update({ device: { phase: 'missing', failure: obstacle } });
    return;
  }
  try {
    const adapter = await worker.open();
    store.update({ device: { phase: 'ready', adapter } });
    // Neither what a link brought nor what a person has chosen meanwhile.
    const { network, settings, run } = store.state;
    const isUntouched = network === begun.network && settings === begun.settings && run.phase === 'idle';
    if (adapter.kind === 'software' && isUntouched) usePreset(store, 'small');
  } catch (error) {
    store.update({ device: { phase: 'missing', failure: adviceOn(failureOf(error), navigator.userAgent) } });
  }
}
