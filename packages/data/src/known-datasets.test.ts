import { describe, expect, it } from 'vitest';
import { datasetFileRoles, isKnownDatasetName, knownDatasets } from './known-datasets.js';

describe.each(Object.values(knownDatasets))('the known dataset $name', (known) => {
  it('has files of 60,000 and 10,000 pictures of 28×28 with headers of 16 and 8 bytes', () => {
    expect(datasetFileRoles.map((role) => known.files[role].bytes)).toEqual([
      16 + 60_000 * 784,
      8 + 60_000,
      16 + 10_000 * 784,
      8 + 10_000,
    ]);
  });

  it('has four different checksums, ten different classes, and mirrors on different hosts', () => {
    expect(new Set(datasetFileRoles.map((role) => known.files[role].sha256)).size).toBe(4);
    for (const role of datasetFileRoles) expect(known.files[role].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(known.classes).size).toBe(10);
    expect(new Set(known.mirrors.map((mirror) => new URL(mirror).host)).size).toBe(known.mirrors.length);
  });
});

it('a name is known only if it is one of them, not if every object has it', () => {
  expect(['mnist', 'fashion-mnist', 'toString', 'MNIST', ''].map(isKnownDatasetName)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
