// Too little memory, for real: in processes that may not take more than `ulimit -v` says. What does not fit is refused
// before anything is allocated; where an adapter does not say what it has, its own refusal is told, and the process and the
// device go on. (Mesa's lavapipe does not refuse, and crashes: there only the first of the two helps.)

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli, type Finished, writeDigits } from './support/cli.js';

/** Milliseconds; kernels are compiled. */
const COMPILING = 300_000;
/** KiB: what Node and a driver take, and about two gigabytes more. */
const ADDRESS_SPACE = 4_000_000;
/**
 * The five largest tensors of out-of-memory-run.mjs have 803 MB each then: three fit, and as much is left when the fourth does
 * not. Where a few megabytes are left, SwiftShader crashes at whatever it needs for itself.
 */
const BATCH = 8000;

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-memory-'));
beforeAll(async () => {
  await buildCli();
  await writeDigits(join(folder, 'digits'), { train: 100, test: 20 });
  const layers = [
    { type: 'conv2d', filters: 32, kernelSize: 1, activation: 'tanh' },
    ...Array.from({ length: 30 }, () => ({ type: 'activation', activation: 'sigmoid' })),
    { type: 'flatten' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ];
  await writeFile(join(folder, 'deep.json'), JSON.stringify({ inputShape: [28, 28, 1], layers }));
}, COMPILING);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each thread's share of the heap takes address space, whether it is used or not. */
const env = { ...process.env, MALLOC_ARENA_MAX: '1' };

function limited(args: readonly string[]): Promise<Finished> {
  const shell = `ulimit -c 0; ulimit -v ${ADDRESS_SPACE} && exec "$0" "$@"`;
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', shell, process.execPath, ...args],
      { cwd: folder, env },
      (error, stdout, stderr) => {
        resolve({
          code: error === null ? 0 : typeof error.code === 'number' ? error.code : null,
          stdout,
          stderr,
        });
      },
    );
  });
}

describe.runIf(process.platform === 'linux')('a network that takes more memory than there is', () => {
  test.each(['software', 'swiftshader'])(
    'is refused on %s with the numbers and a batch that fits, and leaves nothing',
    { timeout: COMPILING },
    async (adapter) => {
      const command = path('../packages/cli/bin/shadegrad.mjs');
      const args = ['train', '--data', 'digits', '--model', 'deep.json', '--batch-size', '1300'];
      const { code, stderr } = await limited([command, ...args, '--adapter', adapter, '--out', 'runs']);
      expect(stderr).toMatch(
        /SHADEGRAD_LIMIT: At batch size 1300 the buffers take [45],[\d,]+ bytes, but the adapter has at most [12],[\d,]+\. Fix: Compute at most about \d+ examples at once/,
      );
      expect(code).toBe(2);
      await expect(readdir(join(folder, 'runs'))).rejects.toThrow('ENOENT');
    },
  );

  test(
    'is told by the adapter itself, and a part of the batch that fits is found',
    { timeout: COMPILING },
    async () => {
      const { code, stdout } = await limited([
        path('support/out-of-memory-run.mjs'),
        'swiftshader',
        String(BATCH),
      ]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        code: 'SHADEGRAD_OUT_OF_MEMORY',
        message: expect.stringMatching(/^The adapter has no room for 4,[\d,]+ bytes in \d+ buffers: [^\n]+$/),
        fix: expect.stringContaining('micro-batches'),
        microBatchSize: BATCH / 2,
        outputs: 2,
      });
    },
  );
});
