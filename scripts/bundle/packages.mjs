// The packages that the command runs on: what @shadegrad/cli depends on, at any depth, laid out flat in one
// node_modules folder, or below who needs them where that has another version, without what nobody runs: declarations,
// source maps, other platforms' binaries, a browser.

import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Packages of which we run only a part. Their own dependencies are for the rest of them. */
const PARTS = {
  webgpu: ['package.json', 'LICENSE.md', 'index.js', 'dist/linux-x64'],
  // Only its folder is looked for, through its entry point; SwiftShader is added by `swiftShaderAlone`.
  '@sparticuz/chromium': ['package.json', 'LICENSE', 'build/cjs/index.cjs'],
  '@bufbuild/protobuf': ['package.json', 'dist/esm'],
  // The rest are its commands.
  'd3-dsv': ['package.json', 'LICENSE', 'src'],
  h5wasm: ['package.json', 'LICENSE.txt', 'dist/esm'],
};

/** Of our own packages, what is built. */
const BUILT = ['package.json', 'app', 'bin', 'dist'];

const NOT_RUN = /\.(d\.[cm]?ts|map)$/;

/**
 * @param {string} command The folder of the package to start from.
 * @param {string} modules The node_modules folder to fill.
 * @returns {{ name: string, version: string, license: string, folder: string }[]} What was copied.
 */
export function copyPackages(command, modules) {
  /** By where they lie in the bundle. */
  const copied = new Map();
  /** @param dependent Where the package that needs it lies. */
  const visit = (source, dependent) => {
    const manifest = readManifest(source);
    const { name, version, license, dependencies = {} } = manifest;
    const found = foundFrom(dependent, name);
    if (found?.version === version) return;
    const folder = found === undefined ? join(modules, name) : join(dependent, 'node_modules', name);
    copied.set(folder, { name, version, license, folder });
    const parts = PARTS[name] ?? (name.startsWith('@shadegrad/') ? BUILT : ['.']);
    for (const part of parts.filter((entry) => existsSync(join(source, entry)))) {
      copyTree(join(source, part), join(folder, part));
    }
    if (name in PARTS) return;
    for (const dependency of Object.keys(dependencies)) visit(find(dependency, source), folder);
  };
  /** What Node finds under this name from a package of the bundle. */
  const foundFrom = (folder, name) => {
    for (let at = folder; at.startsWith(modules); at = dirname(at)) {
      const found = copied.get(join(at, 'node_modules', name));
      if (found !== undefined) return found;
    }
    return copied.get(join(modules, name));
  };
  visit(realpathSync(command), modules);
  return [...copied.values()];
}

/** Writes the archive of `@sparticuz/chromium` anew with no more than SwiftShader and the Vulkan loader in it. */
export async function swiftShaderAlone(core, modules) {
  const { createTar, parseTar } = await import(join(find('nanotar', core), 'dist/index.mjs'));
  const archive = join('bin', 'swiftshader.tar.br');
  const source = readFileSync(join(find('@sparticuz/chromium', core), archive));
  const files = parseTar(brotliDecompressSync(source)).filter(({ name }) =>
    /vulkan|vk_swiftshader/.test(name),
  );
  const tar = createTar(
    files.map(({ name, data }) => ({ name, data })),
    { attrs: { mode: '755', mtime: 0, uid: 0, gid: 0 } },
  );
  const target = join(modules, '@sparticuz/chromium', archive);
  mkdirSync(dirname(target), { recursive: true });
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(target, brotliCompressSync(tar, { params }));
}

function copyTree(source, target) {
  cpSync(source, target, { recursive: true, dereference: true, filter: (path) => !NOT_RUN.test(path) });
}

/** Where Node would find a package for the modules in `from`. */
function find(name, from) {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
  }
  throw new Error(`${name}, which ${from} needs, is not installed. Fix: run "npm run setup".`);
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
