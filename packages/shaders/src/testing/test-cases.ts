// Makes a test of each case.

import { expect, test } from 'vitest';
import { faultsOf, type KernelCase } from '../check/kernel-case.js';

export function testCases(device: GPUDevice, cases: readonly KernelCase[]): void {
  for (const { kernel, name, run } of cases) {
    test(`${kernel}: ${name}`, async () => {
      expect(faultsOf(await run(device))).toEqual([]);
    });
  }
}
