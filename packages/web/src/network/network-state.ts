// The network as it is edited: settings that may be wrong for a while, and a key for each layer that outlives moves.

import type { LayerSettings } from '@shadegrad/core';

export interface LayerDraft {
  /** Unique in the page; follows the layer when it is moved. */
  readonly key: number;
  readonly settings: LayerSettings;
}

export interface NetworkState {
  readonly name: string;
  readonly layers: readonly LayerDraft[];
}

let nextKey = 1;

export const draftOf = (settings: LayerSettings): LayerDraft => ({ key: nextKey++, settings });

export function networkOf(name: string, layers: readonly LayerSettings[]): NetworkState {
  return { name, layers: layers.map(draftOf) };
}
