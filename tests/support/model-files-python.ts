// Python as a judge of model files: its packages are those that the formats are made for. Which of them there are
// depends on the machine.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('model_files.py', import.meta.url));

export type PythonModule = 'h5py' | 'keras' | 'onnx' | 'safetensors';

export interface Python {
  readonly path: string;
  readonly modules: Readonly<Record<PythonModule | 'numpy', boolean>>;
}

/**
 * The first Python with a package: `SHADEGRAD_PYTHON`, the path's `python3`, which is often a version manager's, and the
 * system's.
 */
export async function pythonWith(name: PythonModule): Promise<Python | undefined> {
  const candidates = [process.env['SHADEGRAD_PYTHON'], 'python3', '/usr/bin/python3'];
  for (const path of candidates) {
    if (!path) continue;
    try {
      const modules: Python['modules'] = JSON.parse(await run(path, ['probe']));
      if (modules[name] && modules.numpy) return { path, modules };
    } catch {
      // Not there.
    }
  }
  return undefined;
}

/** Runs a command of model_files.py and returns what it prints. */
export async function judge<Result>({ path }: Python, args: readonly string[]): Promise<Result> {
  const result: Result = JSON.parse(await run(path, args));
  return result;
}

async function run(path: string, args: readonly string[]): Promise<string> {
  const env = { KERAS_BACKEND: 'jax', ...process.env };
  const { stdout } = await promisify(execFile)(path, [script, ...args], {
    env,
    maxBuffer: 2 ** 26,
  });
  return stdout;
}
