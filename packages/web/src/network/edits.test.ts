import { dense, dropout, flatten } from '@shadegrad/core';
import { expect, test } from 'vitest';
import { addLayer, changeLayer, moveLayer, removeLayer } from './edits.js';
import { networkOf, type NetworkState } from './network-state.js';

const network = networkOf('three', [flatten(), dropout({ rate: 0.5 }), dense({ units: 10 })]);
const types = ({ layers }: NetworkState): string => layers.map(({ settings }) => settings.type).join(' ');
const keyAt = (index: number): number => network.layers[index]?.key ?? -1;

test('a layer is added where it is wanted, or at the end', () => {
  expect(types(addLayer(network, flatten(), 1))).toBe('flatten flatten dropout dense');
  expect(types(addLayer(network, flatten()))).toBe('flatten dropout dense flatten');
});

test('a layer moves up, down, and no further than the ends', () => {
  expect(types(moveLayer(network, keyAt(2), 1))).toBe('flatten dense dropout');
  expect(types(moveLayer(network, keyAt(0), 2))).toBe('dropout dense flatten');
  expect(types(moveLayer(network, keyAt(0), 9))).toBe('dropout dense flatten');
  expect(types(moveLayer(network, keyAt(2), -1))).toBe('dense flatten dropout');
  expect(moveLayer(network, -1, 0)).toBe(network);
});

test('a changed layer keeps its key, and the others are the same', () => {
  const changed = changeLayer(network, keyAt(2), dense({ units: 3 }));
  expect(changed.layers[2]).toMatchObject({ key: keyAt(2), settings: { units: 3 } });
  expect(changed.layers[0]).toBe(network.layers[0]);
});

test('a layer is removed', () => {
  expect(types(removeLayer(network, keyAt(1)))).toBe('flatten dense');
});
