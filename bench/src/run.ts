// The bench as a function: arguments in, tables and files out.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findContenders } from './contenders/contender.js';
import { findPython } from './contenders/find-python.js';
import { writeData } from './data-files.js';
import { type BenchOptions, parseOptions } from './options.js';
import { describeMachine } from './report/machine.js';
import { replaceTable } from './report/readme.js';
import { type Report, REPORT_SCHEMA, toMarkdown } from './report/report.js';
import { SUITES } from './suites/index.js';
import type { SuiteName } from './suites/suite.js';
import type { Log, Task } from './surroundings.js';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = fileURLToPath(new URL('../results', import.meta.url));

const log: Log = (line) => process.stderr.write(`${line}\n`);

/** @returns The exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const parsed = parseOptions(args, RESULTS);
  if ('text' in parsed) {
    (parsed.exitCode === 0 ? process.stdout : process.stderr).write(parsed.text);
    return parsed.exitCode;
  }
  const { options } = parsed;
  const { present, absent } = findContenders(await findPython(process.env), options.only);
  absent.forEach(({ name, why }) => log(`${name} is left out: ${why}`));
  const data = await writeData();
  process.once('exit', data.remove);
  // Leaves through the door, so that files and processes are taken along.
  process.once('SIGINT', () => process.exit(130));
  const task: Task = {
    options,
    contenders: present,
    settings: {
      ...(options.adapter !== undefined && { adapter: options.adapter }),
      triesThreads: true,
      batchSize: 128,
      width: 1,
      learningRate: 0.001,
      seed: 42,
      data: data.files,
    },
    testImages: data.testImages,
    log,
  };
  const command = ['npm run bench', ...(args.length > 0 ? ['--', ...args.map(quoted)] : [])].join(' ');
  const reports: Report[] = [];
  for (const suite of options.suite) {
    const report = await runSuite(suite, task, { command, pictures: data.description });
    if (Object.keys(report.devices).length === 0) {
      log(`${suite}: nobody could be timed`);
      return 1;
    }
    reports.push(report);
    await write(report, options);
    if (!options.json) process.stdout.write(`\n## ${report.title}\n\n${toMarkdown(report)}`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`);
  return 0;
}

async function runSuite(
  suite: SuiteName,
  task: Task,
  circumstances: Pick<Report, 'command' | 'pictures'>,
): Promise<Report> {
  const machine = describeMachine(REPOSITORY);
  const result = await SUITES[suite](task);
  const time = new Date().toISOString();
  return { schema: REPORT_SCHEMA, suite, time, ...circumstances, machine, ...result };
}

async function write(report: Report, { out, updateReadme }: BenchOptions): Promise<void> {
  const markdown = toMarkdown(report);
  const path = join(out, `${report.time.slice(0, 19).replaceAll(':', '-')}_${report.suite}`);
  await mkdir(out, { recursive: true });
  await writeFile(`${path}.json`, `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(`${path}.md`, `## ${report.title}\n\n${markdown}`);
  log(`written: ${path}.json and .md`);
  if (!updateReadme || report.suite !== 'peers') return;
  const readme = join(REPOSITORY, 'README.md');
  await writeFile(readme, replaceTable(await readFile(readme, 'utf8'), markdown));
  log('README.md has the new table');
}

/** As a shell wants it. */
const quoted = (argument: string): string =>
  /^[\w,.:/=-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
