// Memory against the plan: what shadegrad says beforehand that it will allocate, and what the process really grows by.

import { messageOf } from '../message-of.js';
import { ContenderProcess } from '../contenders/process.js';
import type { Contender } from '../contenders/contender.js';
import type { Opened } from '../protocol/messages.js';
import { formatMebibytes } from '../report/format.js';
import type { Task } from '../surroundings.js';
import { mergeVersions, sentence } from './describe.js';
import type { SuiteResult } from './suite.js';

const BATCH_SIZES = [32, 128, 512];

interface Use {
  readonly batchSize: number;
  readonly contender: Contender;
  readonly opened: Opened;
  /** As planned, or as the library counts. */
  readonly counted?: number;
  /** From the open device with the data in memory to a few trained steps. */
  readonly grown?: number;
  readonly peak?: number;
}

export async function memory(task: Task): Promise<SuiteResult> {
  const uses: Use[] = [];
  const notes: string[] = [];
  for (const batchSize of BATCH_SIZES) {
    for (const contender of task.contenders) {
      try {
        const use = await measure(contender, batchSize, task);
        uses.push(use);
        task.log(`memory, batch ${batchSize}: ${contender.title} ${cell(use.grown)}`);
      } catch (error) {
        notes.push(sentence(`${contender.title}, batch ${batchSize}: ${messageOf(error)}`));
      }
    }
  }
  return {
    title: 'Memory against the plan',
    table: {
      columns: [
        { heading: '' },
        { heading: 'batch', align: 'right' },
        { heading: 'planned or counted', align: 'right' },
        { heading: 'process grew by', align: 'right' },
        { heading: 'process at most', align: 'right' },
      ],
      rows: uses.map(({ contender, batchSize, counted, grown, peak }) => [
        contender.title,
        String(batchSize),
        cell(counted),
        cell(grown),
        cell(peak),
      ]),
    },
    notes: [
      'Planned: what shadegrad’s plan adds up to before anything is allocated; counted: what TensorFlow.js or PyTorch’s CUDA allocator says it holds. The growth is that of the process from the open device to three trained steps; it holds buffers where the adapter computes in software, and with them what drivers and compilers keep.',
      ...notes,
    ],
    devices: Object.fromEntries(uses.map(({ contender, opened }) => [contender.title, opened.device])),
    versions: mergeVersions(uses.map(({ opened }) => opened)),
    data: uses.map(({ contender, batchSize, counted, grown, peak }) => ({
      name: contender.name,
      batchSize,
      counted,
      grown,
      peak,
    })),
  };
}

async function measure(contender: Contender, batchSize: number, { settings }: Task): Promise<Use> {
  const process = new ContenderProcess(contender);
  try {
    const opened = await process.open({ ...settings, batchSize, triesThreads: false });
    const before = process.residentBytes();
    await process.request('build', {});
    await process.request('train', { steps: 3 });
    const after = process.residentBytes();
    const counted = (await process.request('memory', {})).result.bytes;
    return {
      batchSize,
      contender,
      opened: opened.result,
      ...(counted !== undefined && { counted }),
      ...(before && after && { grown: after.now - before.now, peak: after.peak }),
    };
  } finally {
    await process.stop();
  }
}

const cell = (bytes: number | undefined): string => (bytes === undefined ? '–' : formatMebibytes(bytes));
