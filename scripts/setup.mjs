// Makes a fresh clone ready with nothing but Node and npm: `node scripts/setup.mjs [PACKAGE…]` installs what the
// lockfile says, with the pnpm that package.json pins, and builds the packages named and what they depend on.
// Costs a fraction of a second, and needs no network, when there is nothing to do. Says what it does on stderr.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const modules = join(root, 'node_modules');
/** What the last complete installation was made from. */
const stamp = join(modules, '.shadegrad-installed');

process.exitCode = (await isReady(process.argv.slice(2))) ? 0 : 1;

async function isReady(packages) {
  return nodeIsRecent() && (await install()) && (packages.length === 0 || (await build(packages)));
}

function nodeIsRecent() {
  const [, wanted] = /^>=(\d+\.\d+)$/.exec(manifest.engines.node);
  const [major, minor] = wanted.split('.').map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return true;
  console.error(
    `shadegrad needs Node ${wanted} or later; this is Node ${process.versions.node}.\n` +
      'Fix: install the current LTS version from https://nodejs.org, or run "nvm install --lts".',
  );
  return false;
}

async function install() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  rmSync(stamp, { force: true });
  const isFirst = !existsSync(modules);
  const [command, ...args] = pnpm();
  const what = `Installing what shadegrad needs${isFirst ? ' (about 400 MB on disk, once)' : ''}`;
  // An old installation that does not fit is replaced without a question that nobody may be there to answer.
  args.push('install', '--frozen-lockfile', '--prefer-offline', '--config.confirmModulesPurge=false');
  // Outside the workspace, npm does not take the pnpm that lies in it.
  const done = await run(what, command, args, tmpdir());
  if (done) writeFileSync(stamp, wanted);
  return done;
}

function build(packages) {
  const filters = packages.map((name) => `--filter=${name}`);
  const args = [join(root, 'scripts/turbo.mjs'), 'run', 'build', '--output-logs=errors-only', ...filters];
  return run(`Building ${packages.join(', ')}`, process.execPath, args, root);
}

/** Everything that decides what an installation holds. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  const manifests = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'tests/package.json', ...manifests];
  for (const file of files.filter((name) => existsSync(join(root, name)))) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * The pinned pnpm, which npm fetches and keeps. Not the one in node_modules, which is for scripts: it would pull the
 * ground from under itself when it replaces an installation.
 */
function pnpm() {
  const args = [
    'exec',
    '--yes',
    '--prefer-offline',
    `--package=${manifest.packageManager}`,
    '--',
    'pnpm',
    '--dir',
    root,
  ];
  // npm tells its scripts where it is; called without it, the shell finds npm, also where that is npm.cmd.
  const npm = process.env.npm_execpath ?? '';
  return basename(npm) === 'npm-cli.js' ? [process.execPath, npm, ...args] : ['npm', ...args];
}

/** Runs a command quietly. What it does is said once it takes noticeable time; its output, if it fails. */
function run(what, command, args, cwd) {
  const began = Date.now();
  const isShellScript = command === 'npm' && process.platform === 'win32';
  const child = spawn(command, args, {
    cwd,
    shell: isShellScript,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
    },
  });
  let isAnnounced = false;
  const announce = () => {
    if (!isAnnounced) process.stderr.write(`${what} … `);
    isAnnounced = true;
  };
  const announcing = setTimeout(announce, 500);
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));

  return new Promise((resolve) => {
    const finish = (problem) => {
      clearTimeout(announcing);
      if (problem !== '') announce();
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      if (isAnnounced) process.stderr.write(problem === '' ? `${seconds} s\n` : `${problem}\n`);
      if (problem !== '') process.stderr.write(Buffer.concat(output));
      resolve(problem === '');
    };
    child.on('error', (error) => finish(`cannot start ${command}: ${error.message}`));
    child.on('close', (code, signal) =>
      finish(code === 0 ? '' : `failed (${signal ?? `exit code ${code}`})`),
    );
  });
}
