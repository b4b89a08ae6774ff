// Which file an address means: one of the built app, or one of the dataset's four. Nothing else is ever opened.

import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { datasetFileNames, datasetFileRoles, type DatasetFileRole } from '@shadegrad/data';

export interface ServedFile {
  readonly path: string;
  readonly bytes: number;
  readonly type: string;
}

export interface ServedFolders {
  /** The built app. */
  readonly app: string;
  /** The dataset's files; absent where this machine has none. */
  readonly data?: Readonly<Record<DatasetFileRole, string>> | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** Undefined where there is nothing that may be served. `path` is an address' path as it came. */
export async function findServedFile(path: string, folders: ServedFolders): Promise<ServedFile | undefined> {
  const name = decoded(path);
  if (name === undefined) return undefined;
  if (name.startsWith('data/')) return describe(dataFile(name.slice('data/'.length), folders));
  const root = await realpath(folders.app);
  // Of what lies in the folder only: neither `..` nor a link leads out of it.
  const isFolder = name === '' || name.endsWith('/');
  const found = await realpath(join(root, isFolder ? `${name}index.html` : name)).catch(() => undefined);
  return found?.startsWith(root + sep) === true ? describe(found) : undefined;
}

/** Undefined for a path that no browser sends of itself. */
function decoded(path: string): string | undefined {
  try {
    const name = decodeURIComponent(path);
    const isPlain = name.startsWith('/') && !/[\0\\]/.test(name) && !name.split('/').includes('..');
    return isPlain ? name.slice(1) : undefined;
  } catch {
    return undefined;
  }
}

/** The page asks for the gzipped ones, and takes plain ones as well. */
function dataFile(name: string, { data }: ServedFolders): string | undefined {
  const role = datasetFileRoles.find((candidate) => name === `${datasetFileNames[candidate]}.gz`);
  return role && data?.[role];
}

async function describe(path: string | undefined): Promise<ServedFile | undefined> {
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (path === undefined || found?.isFile() !== true) return undefined;
  return { path, bytes: found.size, type: TYPES[extname(path)] ?? 'application/octet-stream' };
}
