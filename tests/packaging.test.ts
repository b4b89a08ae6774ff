// The packages as strangers get them: packed, installed outside the workspace, run in Node, bundled for a browser.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installTarballs, packAll, PACKAGES, runNode, type Tarballs, workspace } from './packaging/pack.js';

const folder = await mkdtemp(join(tmpdir(), 'shadegrad-packaging-'));
const project = join(folder, 'project');
/** What a page that trains is made of; Dawn and all that is Node's must not be there. */
const BUNDLED = new Set(['@shadegrad/core', '@shadegrad/data', '@shadegrad/shaders', 'valibot', 'page.mjs']);
const programs = ['train.mjs', 'page.mjs', 'digits.mjs', 'formats.mjs'];
let tarballs: Tarballs;
let unreachable = false;

beforeAll(async () => {
  await mkdir(project);
  tarballs = await packAll(folder);
  unreachable = !(await installTarballs(tarballs, project));
  for (const name of programs) await copyFile(join(workspace, 'tests/packaging', name), join(project, name));
}, 300_000);
beforeEach(({ skip }) => skip(unreachable, 'the npm registry is out of reach'));
afterAll(() => rm(folder, { recursive: true }));

describe.each(PACKAGES)('@shadegrad/%s', (name) => {
  test('is packed with its licence and without tests', async () => {
    const files = await readdir(join(project, 'node_modules/@shadegrad', name), { recursive: true });
    expect(files).toContain('LICENSE');
    expect(files).toContain('package.json');
    expect(files.filter((file) => /\.test\.|(^|\/)testing(\/|$)/.test(file))).toEqual([]);
  });

  test('has no fault that publint finds', async () => {
    const tarball = new Uint8Array(await readFile(tarballs[name])).buffer;
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test('has types that every resolution of an ES module finds', async () => {
    const result = await checkPackage(
      createPackageFromTarballData(new Uint8Array(await readFile(tarballs[name]))),
    );
    const problems = result.types === false ? ['no types'] : result.problems;
    // The packages are ES modules with an exports map, on purpose: CommonJS and the resolution of old are out.
    const outOfScope = ['NoResolution', 'CJSResolvesToESM'];
    expect(
      problems.filter((problem) => typeof problem === 'string' || !outOfScope.includes(problem.kind)),
    ).toEqual([]);
  });
});

describe('in Node', () => {
  test('a short program trains a network, and prints nothing but its result', async () => {
    // A shell's pipe: Node's own pipes to its children are sockets, from which drivers' remarks cannot be kept away.
    const shell = ['-c', '"$0" train.mjs 2>&1 | cat', process.execPath];
    const { stdout } = await promisify(execFile)('sh', shell, { cwd: project });
    expect(Number(stdout)).toBeGreaterThan(0.5);
  }, 300_000);

  test('the shadegrad command says its version', async () => {
    const { version } = JSON.parse(await readFile(join(workspace, 'packages/cli/package.json'), 'utf8'));
    const command = 'node_modules/@shadegrad/cli/bin/shadegrad.mjs';
    expect(await runNode(command, ['--version'], project)).toContain(version);
  });

  test('the programs compile under strict TypeScript, the packages’ declarations included', async () => {
    const tsc = join(workspace, 'node_modules/typescript/bin/tsc');
    const options = '--noEmit --allowJs --checkJs --strict --module nodenext --target es2022';
    const libraries = ['--lib', 'es2023,dom,dom.iterable'];
    expect(await runNode(tsc, [...options.split(' '), ...libraries, ...programs], project)).toBe('');
  }, 120_000);
});

describe('bundled by Vite for a browser', () => {
  test('a page that trains holds nothing of Node’s and stays small', async () => {
    const { code, modules } = await bundle('page.mjs');
    const packages = new Set(modules.map((id) => /^(@[^/]+\/)?[^/]+/.exec(id)?.[0]));
    expect(packages).toEqual(BUNDLED);
    expect(modules.filter((id) => id.includes('/node/'))).toEqual([]);
    expect(code).toContain('@compute');
    expect(gzipSync(code).byteLength).toBeLessThan(62_000);
  }, 120_000);

  test('a page that saves models loads a format when it is asked for', async () => {
    const { firstCode, code, modules } = await bundle('formats.mjs');
    expect(gzipSync(firstCode).byteLength).toBeLessThan(25_000);
    expect(firstCode).not.toContain('onnx.ModelProto');
    // The HDF5 library alone has a megabyte.
    expect(gzipSync(code).byteLength).toBeGreaterThan(500_000);
    for (const name of ['h5wasm', 'fflate', '@bufbuild/protobuf']) {
      expect(modules.some((id) => id.startsWith(`${name}/`))).toBe(true);
    }
  }, 120_000);

  test('a page that only draws digits leaves kernels and trainer behind', async () => {
    const { code, modules } = await bundle('digits.mjs');
    expect(modules.filter((id) => id.includes('@shadegrad'))).not.toEqual([]);
    expect(code).not.toContain('@compute');
    expect(gzipSync(code).byteLength).toBeLessThan(15_000);
  }, 120_000);
});

interface Bundle {
  /** Of all chunks, or of those alone that a page loads at once. */
  readonly code: string;
  readonly firstCode: string;
  /** The modules that something was taken from: `@shadegrad/core/dist/index.js`. */
  readonly modules: readonly string[];
}

async function bundle(program: string): Promise<Bundle> {
  const result = await build({
    root: project,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2022', rolldownOptions: { input: join(project, program) } },
  });
  if (!('output' in result)) throw new Error('Vite made several outputs or none');
  const chunks = result.output.filter((part) => part.type === 'chunk');
  const first = new Set(chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName));
  // A set that grows while it is walked: what is imported, and what that imports.
  for (const name of first) {
    for (const imported of chunks.find((chunk) => chunk.fileName === name)?.imports ?? [])
      first.add(imported);
  }
  const concatenated = (parts: typeof chunks): string => parts.map((chunk) => chunk.code).join('\n');
  return {
    code: concatenated(chunks),
    firstCode: concatenated(chunks.filter((chunk) => first.has(chunk.fileName))),
    modules: chunks.flatMap((chunk) =>
      Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) =>
        renderedLength > 0 ? [nameInPackage(id)] : [],
      ),
    ),
  };
}

/** `@shadegrad/core/dist/index.js`; the project's own files by their names. */
function nameInPackage(id: string): string {
  return id.split('/node_modules/').at(-1)?.replace(`${project}/`, '') ?? id;
}
