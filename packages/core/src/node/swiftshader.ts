// SwiftShader, Google's Vulkan on the CPU, as npm's `@sparticuz/chromium` carries it for headless Chromium: an
// adapter for any Linux x64 machine, with no root, no GPU and not even a Vulkan loader.

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { parseTar } from 'nanotar';
import * as v from 'valibot';
import { ShadegradError } from '../errors.js';
import { userCache } from './cache-folder.js';

const PACKAGE = '@sparticuz/chromium';

/** What we need of the archive; it also holds OpenGL. */
const FILES = ['libvk_swiftshader.so', 'libvulkan.so.1', 'vk_swiftshader_icd.json'] as const;

/** The version becomes part of a path. */
const Manifest = v.object({ version: v.pipe(v.string(), v.regex(/^[\w.+-]+$/)) });

export interface SwiftShader {
  /** The description file that tells a Vulkan loader about the driver. */
  readonly icdFile: string;
  /** A Vulkan loader, for machines without one. */
  readonly loader: string;
}

/**
 * Unpacks SwiftShader to the user's cache folder, once, and says where it is. Several processes may do this at the
 * same time.
 *
 * @throws ShadegradError `SHADEGRAD_NO_SWIFTSHADER` if the package is missing, unreadable or for another platform.
 */
export async function swiftShader(): Promise<SwiftShader> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new ShadegradError(
      'SHADEGRAD_NO_SWIFTSHADER',
      `${PACKAGE} carries SwiftShader for Linux on x64, not for ${process.platform} on ${process.arch}.`,
      'Use a GPU, or on Linux a software driver of the system such as Mesa’s lavapipe.',
    );
  }
  const root = packageRoot();
  let lastFailure: unknown;
  for (const cache of cacheFolders()) {
    try {
      const folder = await unpackOnce(root, cache);
      return { icdFile: join(folder, 'vk_swiftshader_icd.json'), loader: join(folder, 'libvulkan.so.1') };
    } catch (error) {
      lastFailure = error;
    }
  }
  throw new ShadegradError(
    'SHADEGRAD_NO_SWIFTSHADER',
    `SwiftShader could not be unpacked: ${lastFailure instanceof Error ? lastFailure.message : String(lastFailure)}`,
    `Let XDG_CACHE_HOME name a folder that can be written; if ${PACKAGE} is damaged, install it again.`,
    { cause: lastFailure },
  );
}

function packageRoot(): string {
  try {
    // The package exports nothing but its entry point, which lies at build/cjs/index.cjs.
    const entry = createRequire(import.meta.url).resolve(PACKAGE);
    return dirname(dirname(dirname(entry)));
  } catch (cause) {
    throw new ShadegradError(
      'SHADEGRAD_NO_SWIFTSHADER',
      `The npm package ${PACKAGE}, which carries the software adapter SwiftShader, is not installed.`,
      `Run "npm install ${PACKAGE}".`,
      { cause },
    );
  }
}

/** The user's cache and, where that cannot be written, the temporary folder. */
function cacheFolders(): readonly string[] {
  const caches = [userCache(), join(tmpdir(), `shadegrad-${process.getuid?.()}`)];
  return caches.filter((cache) => cache !== undefined);
}

/** The folder appears complete or not at all; whoever comes second takes the first one's. */
async function unpackOnce(root: string, cache: string): Promise<string> {
  const { version } = v.parse(Manifest, JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const folder = join(cache, `swiftshader-${version}`);
  await mkdir(cache, { recursive: true, mode: 0o700 });
  await refuseForeign(cache);
  if (await exists(folder)) return folder;

  const unfinished = join(cache, `.swiftshader-${randomUUID()}`);
  try {
    await unpack(join(root, 'bin', 'swiftshader.tar.br'), unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

async function unpack(archive: string, folder: string): Promise<void> {
  const tar = await promisify(brotliDecompress)(await readFile(archive));
  const entries = new Map(parseTar(tar).map((entry) => [basename(entry.name), entry.data]));
  await mkdir(folder);
  for (const name of FILES) {
    const data = entries.get(name);
    if (!data) throw new Error(`${archive} has no ${name}.`);
    await writeFile(join(folder, name), data, { mode: 0o755, flush: true });
  }
}

/** Code is loaded from this folder, and in a shared temporary folder anybody could have made it. */
async function refuseForeign(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder);
  const othersCanWrite = (mode & 0o002) !== 0;
  if (othersCanWrite || (uid !== 0 && uid !== process.getuid?.())) {
    throw new Error(`${folder} can be written by other users.`);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
