import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listAdapters } from './index.js';
import { lavapipeSettings } from './lavapipe.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shadegrad-test-'));
  vi.stubEnv('XDG_CACHE_HOME', folder);
  vi.stubEnv('MESA_SHADER_CACHE_DIR', '');
  vi.stubEnv('LP_NATIVE_VECTOR_WIDTH', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const withFlags = async (flags: string): Promise<string> => {
  const file = join(folder, 'cpuinfo');
  await writeFile(
    file,
    `processor\t: 0\nmodel name\t: avx512_vbmi2\nflags\t\t: fpu ${flags} sse\nbugs\t\t:\n`,
  );
  return file;
};

describe('lavapipe is told to use', () => {
  test('512 bits where the processor computes well with them', async () => {
    expect(lavapipeSettings(await withFlags('avx512f avx512_vbmi2'))).toEqual({
      LP_NATIVE_VECTOR_WIDTH: '512',
      MESA_SHADER_CACHE_DIR: join(folder, 'shadegrad', 'lavapipe-512'),
    });
  });

  test.each(['avx2', 'avx512f avx512bw'])('what it likes on a processor with %s', async (flags) => {
    expect(lavapipeSettings(await withFlags(flags))).toEqual({});
  });

  test('what it likes where nothing is known of the processor', () => {
    expect(lavapipeSettings(join(folder, 'missing'))).toEqual({});
  });

  test('what the user wants, in a folder of its own within the user’s', async () => {
    vi.stubEnv('LP_NATIVE_VECTOR_WIDTH', '128');
    vi.stubEnv('MESA_SHADER_CACHE_DIR', '/kernels');
    expect(lavapipeSettings(await withFlags('avx512f avx512_vbmi2'))).toEqual({
      LP_NATIVE_VECTOR_WIDTH: '128',
      MESA_SHADER_CACHE_DIR: '/kernels/lavapipe-128',
    });
  });

  test('what the process that started this one was told', async () => {
    const settings = lavapipeSettings(await withFlags('avx512f avx512_vbmi2'));
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    expect({ ...process.env, ...lavapipeSettings(await withFlags('avx2')) }).toMatchObject(settings);
  });
});

const hasLavapipe = (await listAdapters()).some(
  (listing) => listing.usable && listing.adapter.name.startsWith('llvmpipe'),
);
const hasWideVectors =
  process.platform === 'linux' && (await readFile('/proc/cpuinfo', 'utf8')).includes('avx512_vbmi2');

// One width per process: Mesa reads it once.
test.runIf(hasLavapipe && hasWideVectors)(
  'kernels compiled for one width are not run with another',
  async () => {
    const root = join(import.meta.dirname, '../../../..');
    const lanes = ['512', '256', '512'].map((width) =>
      execFileSync(
        process.execPath,
        [
          join(root, 'tests/support/run-typescript.mjs'),
          join(import.meta.dirname, '../testing/count-lanes.ts'),
        ],
        {
          env: { ...process.env, LP_NATIVE_VECTOR_WIDTH: width },
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      ).trim(),
    );
    expect(lanes).toEqual(['16 4950', '8 4950', '16 4950']);
    expect(await readdir(join(folder, 'shadegrad'))).toEqual(['lavapipe-256', 'lavapipe-512']);
  },
  60_000,
);
