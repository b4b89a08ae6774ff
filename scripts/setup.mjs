// Makes a fresh clone ready with nothing but Node and npm: `node scripts/setup.mjs [--project FOLDER] [PACKAGE…]` installs
// what the lockfile says, with the pnpm that package.json pins, and builds the packages named and what they depend on; then
// it does the same for a project that has a lockfile of its own, so that only those who need it have to wait for it. Where
// packages are named, what only the tests need, such as other programs' readers of model files, is left out.
// Costs a fraction of a second, and needs no network, when there is nothing to do. Says what it does on stderr.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const modules = join(root, 'node_modules');

const { values, positionals } = parseArgs({
  options: { project: { type: 'string' } },
  allowPositionals: true,
});
process.exitCode = (await isReady(positionals, values.project)) ? 0 : 1;

async function isReady(packages, project) {
  return (
    nodeIsRecent() &&
    (await installWorkspace(packages.length === 0)) &&
    (packages.length === 0 || (await build(packages))) &&
    (project === undefined || (await setUpProject(project)))
  );
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

function installWorkspace(withTests) {
  const [megabytes, filters] = withTests ? [690, []] : [450, ['--filter=!@shadegrad/tests']];
  return install('what shadegrad needs', megabytes, root, workspaceFiles(), filters);
}

/** Installs what lies in `folder`, all or what passes `filters`, unless that or more was done with the same `files`. */
async function install(what, megabytes, folder, files, filters = []) {
  const installed = join(folder, 'node_modules');
  // What the last complete installation was made from.
  const stamp = join(installed, '.shadegrad-installed');
  const all = fingerprint(folder, files);
  const wanted = [all, ...filters].join('\n');
  const last = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (last === all || last === wanted) return true;
  rmSync(stamp, { force: true });
  const size = existsSync(installed) ? '' : ` (about ${megabytes} MB on disk, once)`;
  const [command, ...args] = pnpm(folder);
  // An old installation that does not fit is replaced without a question that nobody may be there to answer.
  args.push(
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--config.confirmModulesPurge=false',
    ...filters,
  );
  // Outside the workspace, npm does not take the pnpm that lies in it.
  const done = await run(`Installing ${what}${size}`, command, args, tmpdir());
  if (done) writeFileSync(stamp, wanted);
  return done;
}

function build(packages) {
  const filters = packages.map((name) => `--filter=${name}`);
  const args = [join(root, 'scripts/turbo.mjs'), 'run', 'build', '--output-logs=errors-only', ...filters];
  return run(`Building ${packages.join(', ')}`, process.execPath, args, root);
}

/** A project beside the workspace, in TypeScript, such as the bench's peers. */
async function setUpProject(folder) {
  const path = join(root, folder);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'];
  if (!(await install(`the packages of ${folder}`, 290, path, files))) return false;
  const args = [join(modules, 'typescript/bin/tsc'), '-p', path];
  return run(`Building ${folder}`, process.execPath, args, root);
}

/** Everything that decides what an installation of the workspace holds. */
function workspaceFiles() {
  const manifests = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`);
  return [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    'tests/package.json',
    'bench/package.json',
    ...manifests,
  ];
}

function fingerprint(folder, files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const file of files.filter((name) => existsSync(join(folder, name)))) {
    hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}

/**
 * The pinned pnpm, which npm fetches and keeps. Not the one in node_modules, which is for scripts: it would pull the
 * ground from under itself when it replaces an installation.
 */
function pnpm(folder) {
  const args = [
    'exec',
    '--yes',
    '--prefer-offline',
    `--package=${manifest.packageManager}`,
    '--',
    'pnpm',
    '--dir',
    folder,
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
