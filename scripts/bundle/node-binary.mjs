// The Node that makes the bundle goes into it, with its licence and without its debugging symbols.

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What every Linux with glibc and C++ programs has. */
const OF_THE_SYSTEM =
  /^(linux-vdso|ld-linux-x86-64|libc|libm|libdl|librt|libpthread|libstdc\+\+|libgcc_s|libatomic)\.so/;

/** Where official archives, version managers and container images keep it, and where distributions' packages do. */
const LICENCES = [
  join(dirname(process.execPath), '../LICENSE'),
  '/usr/share/doc/nodejs/LICENSE',
  '/usr/share/doc/nodejs/copyright',
];

/** @throws Error if this Node cannot run elsewhere. */
export function copyNode(target) {
  // A distribution's Node may be a small program around shared libraries of its own.
  const foreign = process.report
    .getReport()
    .sharedObjects.filter((path) => path !== process.execPath && !OF_THE_SYSTEM.test(basename(path)));
  if (foreign.length > 0) {
    throw new Error(
      `${process.execPath} needs ${foreign.join(', ')}. Fix: use a Node from https://nodejs.org.`,
    );
  }
  copyFileSync(process.execPath, target);
  chmodSync(target, 0o755);
  strip(target, [target, '--version']);
}

/** The text of Node's licence, which names those of V8, OpenSSL, ICU and others. */
export function nodeLicence() {
  const found = LICENCES.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    `Node's licence is at none of ${LICENCES.join(', ')}. Fix: use a Node from https://nodejs.org.`,
  );
}

/**
 * Takes the symbols out of a binary where binutils are installed and the binary still works afterwards.
 *
 * @param {readonly string[]} proof A command that ends with exit code 0 if it does.
 */
export function strip(file, [command, ...args]) {
  const stripped = `${file}.stripped`;
  const { status } = spawnSync('strip', ['--strip-unneeded', '-o', stripped, file]);
  if (status !== 0) {
    rmSync(stripped, { force: true });
    return;
  }
  const whole = `${file}.whole`;
  renameSync(file, whole);
  renameSync(stripped, file);
  chmodSync(file, 0o755);
  if (spawnSync(command, args).status === 0) rmSync(whole);
  else renameSync(whole, file);
}
