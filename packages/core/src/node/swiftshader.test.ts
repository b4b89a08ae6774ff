import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { swiftShader } from './swiftshader.js';

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('SwiftShader is unpacked', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shadegrad-test-'));
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
    vi.stubEnv('TMPDIR', join(folder, 'tmp'));
    await mkdir(join(folder, 'tmp'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  test('once, also when several ask for it at the same time', async () => {
    const [first, ...others] = await Promise.all([swiftShader(), swiftShader(), swiftShader()]);
    expect(others).toEqual([first, first]);
    const made = await stat(first.icdFile);
    expect(await swiftShader()).toEqual(first);
    expect((await stat(first.icdFile)).mtimeMs).toBe(made.mtimeMs);
    expect(await readdir(join(folder, 'cache', 'shadegrad'))).toHaveLength(1);
  });

  test('with a loader and a driver of more than half a megabyte each', async () => {
    const { icdFile, loader } = await swiftShader();
    expect((await stat(loader)).size).toBeGreaterThan(500_000);
    expect((await stat(join(icdFile, '..', 'libvk_swiftshader.so'))).size).toBeGreaterThan(500_000);
  });

  test('to the temporary folder where the cache cannot be written', async () => {
    await writeFile(join(folder, 'cache'), 'a file, where a folder would have to be made');
    expect((await swiftShader()).loader).toContain(join(folder, 'tmp'));
  });

  test('never into a folder that others can write to', async () => {
    for (const name of [join('cache', 'shadegrad'), join('tmp', `shadegrad-${process.getuid?.()}`)]) {
      await mkdir(join(folder, name), { recursive: true });
      await chmod(join(folder, name), 0o777);
    }
    await expect(swiftShader()).rejects.toMatchObject({
      code: 'SHADEGRAD_NO_SWIFTSHADER',
      message: expect.stringContaining('can be written by other users'),
    });
  });
});
