// The shadegrad command as people run it: the built package in a process of its own.
import { execFile, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { datasetFileNames, encodeIdx, syntheticDigits, type Dataset } from '@shadegrad/data';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const command = join(workspace, 'packages/cli/bin/shadegrad.mjs');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with all of stdout so far; may send the process a signal. */
  readonly onStdout?: (stdout: string, process: { kill(signal: NodeJS.Signals): void }) => void;
  /** Close the pipe once this many characters have come, as `head` does. */
  readonly closeStdoutAfter?: number;
}

/** Builds the command and what it depends on; quick when nothing has changed. */
export async function buildCli(): Promise<void> {
  const turbo = join(workspace, 'scripts/turbo.mjs');
  await promisify(execFile)(process.execPath, [turbo, 'run', 'build', '--filter=@shadegrad/cli'], {
    cwd: workspace,
  });
}

/** Runs the command in `cwd`, with no colour and no data but what `args` name. */
export function shadegrad(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { SHADEGRAD_DATA: _, FORCE_COLOR: __, ...env } = process.env;
  const child = spawn(process.execPath, [command, ...args], {
    cwd,
    env: { ...env, SHADEGRAD_OFFLINE: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    options.onStdout?.(stdout, child);
    if (stdout.length >= (options.closeStdoutAfter ?? Infinity)) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The lines of newline-delimited JSON. */
export function jsonLines<Line = Readonly<Record<string, unknown>>>(text: string): Line[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line): Line => JSON.parse(line));
}

/** A folder of synthetic digits in MNIST's layout. */
export async function writeDigits(folder: string, sizes: { train: number; test: number }): Promise<void> {
  const { train, test } = syntheticDigits({ ...sizes, seed: 3 });
  await mkdir(folder, { recursive: true });
  const write = (name: string, bytes: Uint8Array): Promise<void> => writeFile(join(folder, name), bytes);
  await write(datasetFileNames.trainImages, idxImages(train));
  await write(datasetFileNames.trainLabels, idxLabels(train));
  await write(datasetFileNames.testImages, idxImages(test));
  await write(datasetFileNames.testLabels, idxLabels(test));
}

function idxImages({ images, labels, shape }: Dataset): Uint8Array {
  return encodeIdx({ shape: [labels.length, shape[0], shape[1]], data: images });
}

function idxLabels({ labels }: Dataset): Uint8Array {
  return encodeIdx({ shape: [labels.length], data: labels });
}

/** Small enough that a step takes a moment on any adapter, with every kind of layer. */
export const SMALL_MODEL = {
  inputShape: [28, 28, 1],
  layers: [
    { type: 'conv2d', filters: 4, kernelSize: 5, strides: 2, activation: 'relu' },
    { type: 'maxPool2d', poolSize: 2 },
    { type: 'dropout', rate: 0.1 },
    { type: 'flatten' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
};
