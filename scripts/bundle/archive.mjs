// A folder as one .tar.gz that comes out the same, byte for byte, whenever the folder's files are the same. gzip,
// because every system unpacks it; xz would need a program that a bare machine may not have.

import { spawn } from 'node:child_process';
import { createWriteStream, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** Names sorted, nobody's files, no dates: nothing of the machine that packs it. */
const SAME_ALWAYS = [
  '--sort=name',
  '--format=ustar',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
];

export async function pack(folder, archive) {
  const tar = spawn(
    'tar',
    [...SAME_ALWAYS, '--mode=go=u,go-w', '-C', dirname(folder), '-cf', '-', basename(folder)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve, reject) => {
    tar.on('error', reject);
    tar.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`tar ended with exit code ${code}`)),
    );
  });
  const unfinished = `${archive}.part`;
  await Promise.all([pipeline(tar.stdout, createGzip({ level: 9 }), createWriteStream(unfinished)), ended]);
  renameSync(unfinished, archive);
}

/** The largest files in a folder, as [path, bytes]. */
export function largest(folder, count) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => [relative(folder, path), statSync(path).size])
    .sort(([, one], [, other]) => other - one)
    .slice(0, count);
}
