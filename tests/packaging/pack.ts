// Packs the publishable packages as they would go to the registry and installs them outside the workspace, with pnpm's
// strict layout, in which a package finds nothing that it does not declare.

import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace = fileURLToPath(new URL('../..', import.meta.url));

/** Bottom up. */
export const PACKAGES = ['shaders', 'core', 'data', 'notebook', 'cli'] as const;
export type PackageName = (typeof PACKAGES)[number];

/** Where the tarball of each package lies. */
export type Tarballs = Readonly<Record<PackageName, string>>;

/** Builds all packages and packs them into `folder`. */
export async function packAll(folder: string): Promise<Tarballs> {
  await runNode(join(workspace, 'scripts/turbo.mjs'), ['run', 'build', '--filter=@shadegrad/cli'], workspace);
  const filters = PACKAGES.map((name) => `--filter=@shadegrad/${name}`);
  await pnpm([...filters, '--recursive', 'pack', '--pack-destination', folder], workspace);
  const files = await readdir(folder);
  const find = (name: PackageName): string => {
    const file = files.find((candidate) => candidate.startsWith(`shadegrad-${name}-`));
    if (file === undefined) throw new Error(`pnpm made no tarball of ${name}, only ${files.join(', ')}`);
    return join(folder, file);
  };
  return {
    shaders: find('shaders'),
    core: find('core'),
    data: find('data'),
    notebook: find('notebook'),
    cli: find('cli'),
  };
}

/**
 * Makes `folder` a project that depends on the tarballs, and installs it.
 *
 * @returns False where there is no way to the registry, which knows the versions of what the packages depend on.
 */
export async function installTarballs(tarballs: Tarballs, folder: string): Promise<boolean> {
  const local = Object.fromEntries(PACKAGES.map((name) => [`@shadegrad/${name}`, `file:${tarballs[name]}`]));
  const project = {
    name: 'somebodys-project',
    private: true,
    type: 'module',
    dependencies: { ...local, ...(await peersOfCore()) },
    // The packages also depend on each other, in versions that no registry has yet.
    pnpm: { overrides: local, onlyBuiltDependencies: ['webgpu'] },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project, null, 2));
  const store = await pnpm(['store', 'path'], workspace);
  const options = ['--ignore-workspace', '--prefer-offline', `--store-dir=${store.trim()}`];
  try {
    await pnpm(['install', ...options, '--fetch-retries=1'], folder);
    return true;
  } catch (error) {
    if (/ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ETIMEDOUT/.test(String(error))) return false;
    throw error;
  }
}

/** In the versions that the workspace has, so that nothing large is downloaded. */
async function peersOfCore(): Promise<Record<string, string>> {
  const peers = ['webgpu', '@sparticuz/chromium'];
  const versions = peers.map(async (name) => {
    const manifest = await readFile(
      join(workspace, 'packages/core/node_modules', name, 'package.json'),
      'utf8',
    );
    const version = /"version": "(.+)"/.exec(manifest)?.[1];
    return [name, version ?? '*'] as const;
  });
  return Object.fromEntries(await Promise.all(versions));
}

function pnpm(args: readonly string[], cwd: string): Promise<string> {
  return runNode(join(workspace, 'node_modules/pnpm/bin/pnpm.cjs'), args, cwd);
}

/** Runs a program with this Node and returns what it prints; fails with all of its output. */
export async function runNode(program: string, args: readonly string[], cwd: string): Promise<string> {
  const PATH = `${join(workspace, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const options = { cwd, env: { ...process.env, PATH } };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}\n${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}
