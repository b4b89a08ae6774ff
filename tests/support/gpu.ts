// The GPU that tests compute on: a real adapter, opened once per test process, since every test file has its own.

import { openGpu, type Gpu } from '@shadegrad/core/node';

let opened: Promise<Gpu> | undefined;

/**
 * The adapter that `openGpu` prefers here, or the one that SHADEGRAD_TEST_ADAPTER names: `swiftshader`, `llvmpipe`.
 * Shared by all tests of a file: destroy the buffers that you make, and leave the device open.
 */
export function openTestGpu(): Promise<Gpu> {
  const adapter = process.env['SHADEGRAD_TEST_ADAPTER'];
  opened ??= openGpu(adapter ? { adapter } : {});
  return opened;
}
