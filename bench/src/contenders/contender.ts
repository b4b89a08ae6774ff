// Who is timed: how each is started, and what a reader must know about it.

import { fileURLToPath } from 'node:url';
import type { WorkerSettings } from '../protocol/messages.js';
import type { Python } from './find-python.js';

export const CONTENDER_NAMES = ['shadegrad', 'tfjs', 'jax', 'torch-cpu', 'torch-cuda'] as const;

export type ContenderName = (typeof CONTENDER_NAMES)[number];

export interface Contender {
  readonly name: ContenderName;
  /** For tables. */
  readonly title: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: Pick<WorkerSettings, 'device'>;
  /** What it does otherwise than the others, for the table's notes. */
  readonly note?: string;
}

/** A contender that is not to be had here. */
export interface Absent {
  readonly name: ContenderName;
  readonly why: string;
}

const script = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const node = (path: string): readonly string[] => [process.execPath, script(path)];

/** Threads of PyTorch that have nothing to do must not spin while the others compute. */
const SLEEPING_THREADS = { OMP_WAIT_POLICY: 'passive', KMP_BLOCKTIME: '0' };

/**
 * How wide lavapipe's vectors are where nobody tells it. shadegrad has it take 512 bits on processors that have them, for
 * which the others' kernels are not made: jax-js takes twice as long with them.
 */
const LAVAPIPE_UNTOLD = { LP_NATIVE_VECTOR_WIDTH: '256' };

/** Those of `only`, or all, that can be started here; and why the others cannot. */
export function findContenders(
  python: Python | undefined,
  only: readonly ContenderName[] = CONTENDER_NAMES,
): { readonly present: readonly Contender[]; readonly absent: readonly Absent[] } {
  const present: Contender[] = [];
  const absent: Absent[] = [];
  for (const name of CONTENDER_NAMES.filter((candidate) => only.includes(candidate))) {
    const found = find(name, python);
    if ('why' in found) absent.push(found);
    else present.push(found);
  }
  return { present, absent };
}

function find(name: ContenderName, python: Python | undefined): Contender | Absent {
  const plain = { name, environment: {}, settings: {} };
  switch (name) {
    case 'shadegrad':
      return { ...plain, title: 'shadegrad', command: node('dist/worker/shadegrad.js') };
    case 'tfjs':
      return {
        ...plain,
        title: 'TensorFlow.js (WebGPU)',
        command: node('peers/dist/tfjs.js'),
        environment: LAVAPIPE_UNTOLD,
      };
    case 'jax':
      return {
        ...plain,
        title: 'jax-js (WebGPU)',
        command: node('peers/dist/jax.js'),
        environment: LAVAPIPE_UNTOLD,
        note: 'jax-js trains with plain SGD and without dropout: it has neither Adam on npm nor dropout, so it does less work.',
      };
    case 'torch-cpu':
    case 'torch-cuda':
      return findTorch(name, python);
    default:
      return name satisfies never;
  }
}

function findTorch(name: 'torch-cpu' | 'torch-cuda', python: Python | undefined): Contender | Absent {
  const isCuda = name === 'torch-cuda';
  if (python === undefined) {
    return {
      name,
      why: 'no python3 imports torch (Debian: python3-torch; or let SHADEGRAD_PYTHON name one)',
    };
  }
  if (isCuda && python.cuda === null) return { name, why: 'PyTorch finds no CUDA device' };
  return {
    name,
    title: isCuda ? 'PyTorch (CUDA)' : 'PyTorch (CPU)',
    command: [python.path, script('peers/pytorch.py')],
    environment: SLEEPING_THREADS,
    settings: { device: isCuda ? 'cuda' : 'cpu' },
    ...(!isCuda && { note: 'PyTorch computes on the processor, natively and without WebGPU.' }),
  };
}
