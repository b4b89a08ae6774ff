// The bundle as a bare machine gets it: unpacked, with no variables and no programs, and in a root folder that holds
// nothing else but the C and C++ libraries.

import { execFile, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encode } from 'fast-png';
import { syntheticDigits } from '@shadegrad/data';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeDigits, type Finished } from './support/cli.js';

const workspace = fileURLToPath(new URL('..', import.meta.url));
const isSupported = process.platform === 'linux' && process.arch === 'x64';

/** The empty root; the bundle lies in its /opt. */
const root = await mkdtemp(join(tmpdir(), 'shadegrad-bundle-'));
const opt = join(root, 'opt');
const BARE_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
const TINY = ['--data', 'synthetic', '--limit', '200', '--epochs', '1', '--quiet'];
const SYSTEM_LIBRARIES = /\/(ld-linux-x86-64|libc|libm|libdl|libpthread|libstdc\+\+|libgcc_s)\.so/;

let archive = '';
let name = '';

beforeAll(async () => {
  if (!isSupported) return;
  mkdirSync(opt);
  await writeDigits(join(root, 'digits'), { train: 30, test: 20 });
  const bundle = [join(workspace, 'scripts/bundle.mjs'), '--out', root, '--with-data', join(root, 'digits')];
  await promisify(execFile)(process.execPath, bundle);
  archive = readdirSync(root).find((file) => file.endsWith('.tar.gz')) ?? '';
  name = archive.replace(/\.tar\.gz$/, '');
  await promisify(execFile)('tar', ['-xzf', join(root, archive), '-C', opt]);
}, 300_000);
beforeEach(({ skip }) => skip(!isSupported, 'bundles are made on Linux x64'));
afterAll(() => rm(root, { recursive: true }));

describe('the bundle', () => {
  test('is one archive of at most 60 MB that unpacks to one folder', () => {
    expect(statSync(join(root, archive)).size).toBeLessThan(60e6);
    expect(readdirSync(opt)).toEqual([name]);
  });

  test('holds the licence of everything in it', () => {
    const notice = readFileSync(join(opt, name, 'NOTICE.txt'), 'utf8');
    const texts = [...notice.matchAll(/^ {4}.+: (.+)$/gm)].map(([, path = '']) => path);
    expect(texts.filter((path) => !existsSync(join(opt, name, path)))).toEqual([]);
    expect(installedPackages().filter((installed) => !notice.includes(`\n${installed} `))).toEqual([]);
  });

  test('holds no browser, no sources, no tests and no binaries of other platforms', () => {
    const files = readdirSync(join(opt, name), { recursive: true }).map(String);
    const unwanted = /chromium\.br|darwin|win32|arm64|\.test\.|\.d\.ts|@shadegrad\/\w+\/src/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  test('trains, evaluates and predicts with no variable but a bare PATH, through links, from any folder', async () => {
    const cwd = join(root, 'some where');
    mkdirSync(cwd);
    symlinkSync(join(opt, name), join(cwd, 'unpacked'));
    symlinkSync('unpacked/bin/shadegrad', join(cwd, 'shadegrad'));
    writeFileSync(join(cwd, 'digit.png'), digit());
    const shadegrad = (...args: string[]) => run('./shadegrad', args, cwd, { PATH: BARE_PATH });

    const trained = await shadegrad('train', ...TINY, '--adapter', 'swiftshader');
    expect(trained).toMatchObject({ code: 0, stdout: expect.stringContaining('SwiftShader') });
    const folder = join('runs', readdirSync(join(cwd, 'runs'))[0] ?? '');
    expect(existsSync(join(cwd, folder, 'report.html'))).toBe(true);

    const evaluated = await shadegrad('evaluate', folder, '--adapter', 'swiftshader');
    expect(evaluated).toMatchObject({ code: 0, stdout: expect.stringContaining('accuracy') });
    const predicted = await shadegrad('predict', folder, 'digit.png', '--adapter', 'swiftshader');
    expect(predicted).toMatchObject({ code: 0, stdout: expect.stringContaining('digit.png') });
  }, 180_000);

  test('takes the data that it was made with where none are named', async () => {
    const shown = await run(join(opt, name, 'bin/shadegrad'), ['data', 'show', '--json'], root, {
      PATH: BARE_PATH,
    });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toContain(join(opt, name, 'data'));
  });

  test('trains in a root that holds nothing but it and the system’s C and C++ libraries', async ({
    skip,
  }) => {
    skip(process.getuid?.() !== 0, 'only root may change the root folder');
    for (const library of systemLibraries()) {
      mkdirSync(dirname(join(root, library)), { recursive: true });
      copyFileSync(library, join(root, library));
    }
    const inRoot = (...args: string[]) => {
      const lib = `/opt/${name}/lib`;
      const command = [root, `${lib}/node`, `${lib}/node_modules/@shadegrad/cli/bin/shadegrad.mjs`];
      return run('chroot', [...command, ...args], root, { PATH: BARE_PATH });
    };

    const diagnosis = await inRoot('doctor');
    skip(/chroot: .*not permitted/.test(diagnosis.stderr), 'this container may not change the root folder');
    expect(diagnosis).toMatchObject({ code: 0, stdout: expect.stringContaining('Ready.') });
    expect(await inRoot('train', ...TINY, '--out', '/runs')).toMatchObject({ code: 0 });
    const [run_ = ''] = readdirSync(join(root, 'runs'));
    expect(existsSync(join(root, 'runs', run_, 'report.html'))).toBe(true);
  }, 180_000);
});

/** Runs a program with these variables and no others. */
function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<Finished> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The libraries that this process has from the system, by path. */
function systemLibraries(): readonly string[] {
  const report: { sharedObjects: string[] } = JSON.parse(JSON.stringify(process.report.getReport()));
  return report.sharedObjects.filter((path) => SYSTEM_LIBRARIES.test(path));
}

/** The names of all packages in the bundle's node_modules. */
function installedPackages(): readonly string[] {
  const modules = join(opt, name, 'lib/node_modules');
  return readdirSync(modules).flatMap((entry) =>
    entry.startsWith('@') ? readdirSync(join(modules, entry)).map((part) => `${entry}/${part}`) : [entry],
  );
}

function digit(): Uint8Array {
  const { test: digits } = syntheticDigits({ train: 1, test: 1, seed: 3 });
  return encode({ width: 28, height: 28, data: digits.images, channels: 1 });
}
