// The report of the network as it is being edited, worked out once for each change of what it depends on.

import type { AppState } from '../store/app-state.js';
import { memo } from '../store/memo.js';
import { analyseNetwork, type NetworkReport } from './analyse.js';

/** MNIST's, until there are pictures that say otherwise. */
const DEFAULT_SHAPE = [28, 28, 1] as const;
const DEFAULT_CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

const analyse = memo(
  (
    network: AppState['network'],
    data: AppState['data'],
    device: AppState['device'],
    batchSize: number,
    optimizer: AppState['settings']['optimizer'],
  ): NetworkReport => {
    const summary = data.phase === 'ready' ? data.summary : undefined;
    return analyseNetwork(
      network.name,
      network.layers.map(({ settings }) => settings),
      {
        inputShape: summary?.shape ?? DEFAULT_SHAPE,
        classes: summary?.classes ?? DEFAULT_CLASSES,
        batchSize,
        optimizer,
        adapter: device.phase === 'ready' ? device.adapter : undefined,
      },
    );
  },
);

export function currentReport({ network, data, device, settings }: AppState): NetworkReport {
  return analyse(network, data, device, settings.batchSize, settings.optimizer);
}
