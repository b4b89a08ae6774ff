// A Python that imports PyTorch. The first `python3` of the path is often a version manager's, without the system's
// packages; so the system's own is tried after it.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';

export interface Python {
  readonly path: string;
  /** Version of PyTorch. */
  readonly torch: string;
  /** Name of the CUDA device, or null. */
  readonly cuda: string | null;
}

const Probe = v.object({ torch: v.string(), cuda: v.nullable(v.string()) });

/** @param environment `SHADEGRAD_PYTHON` names the one to take, and no other is tried then. */
export async function findPython(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Python | undefined> {
  const chosen = environment['SHADEGRAD_PYTHON'];
  const torchScript = fileURLToPath(new URL('../../peers/pytorch.py', import.meta.url));
  for (const path of chosen ? [chosen] : ['python3', '/usr/bin/python3']) {
    try {
      const { stdout } = await promisify(execFile)(path, [torchScript, '--probe']);
      return { path, ...v.parse(Probe, JSON.parse(stdout)) };
    } catch {
      // Not there, or without PyTorch.
    }
  }
  return undefined;
}
