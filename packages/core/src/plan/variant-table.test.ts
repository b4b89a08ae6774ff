import { expect, test } from 'vitest';
import { sparseCategoricalCrossentropy } from '../losses/index.js';
import { classicCnn } from '../networks/index.js';
import { adam } from '../optimizers/index.js';
import type { AdapterCapabilities } from './capabilities.js';
import { plan } from './index.js';

const SECOND_CONVOLUTION = 'forward 128×26×26×32 by 3×3 to 24×24×64';

/** What is chosen for the second convolution of the classic network, without measuring. */
function choiceOn(lanes: Pick<AdapterCapabilities, 'features' | 'subgroupSize'>): string | undefined {
  const { variants } = plan(classicCnn(), {
    batchSize: 128,
    optimizer: adam(),
    loss: sparseCategoricalCrossentropy(),
    adapter: { kind: 'software', limits: {}, ...lanes },
  });
  return variants[SECOND_CONVOLUTION];
}

test.each([
  [16, 'window in subgroups from textures 8×32'],
  [8, 'tile in subgroups from textures 4×64'],
  [4, 'tile in subgroups from textures 16×32'],
])('a software adapter with subgroups of %i has a choice of its own', (lanes, choice) => {
  expect(choiceOn({ features: ['subgroups'], subgroupSize: [lanes, lanes] })).toBe(choice);
});

test.each([
  ['says nothing of subgroups', {}],
  ['tells a size, but has no subgroups', { subgroupSize: [4, 4] }],
  ['has subgroups of several sizes', { features: ['subgroups'], subgroupSize: [4, 128] }],
] as const)('a software adapter that %s is taken for lavapipe', (_, lanes) => {
  expect(choiceOn(lanes)).toBe('window from textures 24×8');
});
