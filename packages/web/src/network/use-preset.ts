// Begins with a preset, in place of the network and the settings that are being edited; the seed stays.

import type { AppState } from '../store/app-state.js';
import type { Store } from '../store/store.js';
import { settingsOf } from '../training/settings.js';
import { networkOfPreset, PRESETS, type PresetName } from './presets.js';

export function usePreset(store: Store<AppState>, name: PresetName): void {
  const preset = PRESETS[name];
  store.update(({ settings }) => ({
    network: networkOfPreset(preset),
    settings: settingsOf(preset, settings.seed),
  }));
}
