// Everything that can be done to the list of layers. Each takes a network and returns the one it becomes.

import type { LayerSettings } from '@shadegrad/core';
import { draftOf, type NetworkState } from './network-state.js';

/** Puts a layer in at a position, or before a last classifying layer where none is given. */
export function addLayer(network: NetworkState, settings: LayerSettings, at?: number): NetworkState {
  const layers = [...network.layers];
  layers.splice(at ?? layers.length, 0, draftOf(settings));
  return { ...network, layers };
}

export function removeLayer(network: NetworkState, key: number): NetworkState {
  return { ...network, layers: network.layers.filter((layer) => layer.key !== key) };
}

/** Moves a layer so that it stands at `to` in the new list; a place beyond the ends is the end. */
export function moveLayer(network: NetworkState, key: number, to: number): NetworkState {
  const layer = network.layers.find((candidate) => candidate.key === key);
  if (layer === undefined) return network;
  const layers = network.layers.filter((other) => other !== layer);
  layers.splice(Math.max(0, Math.min(to, layers.length)), 0, layer);
  return { ...network, layers };
}

export function changeLayer(network: NetworkState, key: number, settings: LayerSettings): NetworkState {
  return {
    ...network,
    layers: network.layers.map((layer) => (layer.key === key ? { ...layer, settings } : layer)),
  };
}
