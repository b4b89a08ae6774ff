// shadegrad data: fetches datasets, checks their files, and shows what is in them.

import { ShadegradError } from '@shadegrad/core';
import { classCounts, isKnownDatasetName, knownDatasets, take, type Dataset } from '@shadegrad/data';
import { fetchDataset, verifyDataset, type DatasetCheck, type FileCheck } from '@shadegrad/data/node';
import * as v from 'valibot';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { formatBytes, formatCount } from '../format.js';
import { listenForInterrupt, orInterrupted } from '../interrupt.js';
import { flag, wholeNumber } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import { loadRunData } from '../run-data.js';
import { progressBar } from '../terminal/bar.js';
import { LiveLine } from '../terminal/live-line.js';
import type { Output, Surroundings } from '../terminal/output.js';
import { pictureLines, sideBySide } from '../terminal/picture.js';
import { createStyle, type Style } from '../terminal/style.js';
import { facts, table } from '../terminal/table.js';
import { errorLine } from '../told-error.js';

export async function dataFetch(name: string, raw: unknown, surroundings: Surroundings): Promise<ExitCode> {
  const { quiet } = parseOptions(v.object({ quiet: flag }), raw);
  if (!isKnownDatasetName(name)) throw unknownDataset(name);
  const { stdout, stderr, env } = surroundings;
  const line = new LiveLine(stderr);
  const interrupt = listenForInterrupt(
    () => {},
    () => line.clear(),
  );
  try {
    const { folder, downloaded } = await fetchDataset(name, {
      env,
      signal: interrupt.signal,
      onProgress: ({ file, receivedBytes, totalBytes }) => {
        if (quiet || !stderr.isTerminal) return;
        const share = totalBytes === undefined ? '' : ` of ${formatBytes(totalBytes)}`;
        line.draw(`fetching ${file}  ${formatBytes(receivedBytes)}${share}`.slice(0, stderr.columns() - 1));
      },
    });
    line.clear();
    const { title, licence } = knownDatasets[name];
    const what = downloaded.length === 0 ? 'is in the cache already, complete' : 'is complete';
    stdout.write(`${title} ${what}: ${folder}\nLicence: ${licence}\n`);
    return EXIT.done;
  } catch (error) {
    throw orInterrupted(error, interrupt.signal);
  } finally {
    line.clear();
    interrupt.release();
  }
}

export async function dataVerify(where: string, raw: unknown, surroundings: Surroundings): Promise<ExitCode> {
  const { json } = parseOptions(v.object({ json: flag }), raw);
  const { stdout, env } = surroundings;
  const check = await verifyDataset(where, { env });
  stdout.write(
    json ? `${JSON.stringify(checkToJson(check))}\n` : `${describeCheck(check, createStyle(stdout))}\n`,
  );
  return check.sound ? EXIT.done : EXIT.data;
}

export async function dataShow(
  where: string | undefined,
  raw: unknown,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const options = parseOptions(v.object({ limit: wholeNumber(0, 1000), json: flag }), raw);
  const { stdout } = surroundings;
  const { training, test, origin } = await loadRunData({ source: where }, surroundings);
  if (options.json) {
    const { name, shape, classes } = training;
    const counts = { training: classCounts(training), test: classCounts(test) };
    stdout.write(`${JSON.stringify({ schema: 1, name, shape, classes, counts, origin })}\n`);
    return EXIT.done;
  }
  const style = createStyle(stdout);
  const parts = [countTable(training, test, stdout.unicode, style)];
  if (options.limit > 0 && training.shape[2] === 1) parts.push(drawn(training, options.limit, stdout));
  stdout.write(`${parts.join('\n\n')}\n`);
  return EXIT.done;
}

function countTable(training: Dataset, test: Dataset, unicode: boolean, style: Style): string {
  const [trained, tested] = [classCounts(training), classCounts(test)];
  const most = Math.max(1, ...trained);
  const rows = training.classes.map((name, index) => [
    name,
    formatCount(trained[index] ?? 0),
    formatCount(tested[index] ?? 0),
    progressBar((trained[index] ?? 0) / most, 24, { unicode, style }),
  ]);
  const right = 'right' as const;
  const head = facts(
    [
      ['dataset', training.name],
      [
        'images',
        `${training.shape.join('×')}, ${formatCount(training.labels.length)} training, ${formatCount(test.labels.length)} test`,
      ],
    ],
    style,
  );
  const columns = [
    { heading: 'class' },
    { heading: 'training', align: right },
    { heading: 'test', align: right },
    { heading: '' },
  ];
  return `${head}\n\n${table(columns, rows, style)}`;
}

function drawn(dataset: Dataset, limit: number, stdout: Output): string {
  const { images, labels, shape, classes } = take(dataset, limit);
  const pixels = shape[0] * shape[1];
  const blocks = [...labels].map((label, index) => [
    ...pictureLines(images.subarray(index * pixels, (index + 1) * pixels), [shape[0], shape[1]], stdout),
    classes[label] ?? String(label),
  ]);
  return sideBySide(blocks, { columns: stdout.columns() }).join('\n');
}

function describeCheck({ folder, dataset, files, sound }: DatasetCheck, style: Style): string {
  const rows = files.map((file) => [file.name, ...fileState(file, style)]);
  const damaged = files.flatMap((file) => (file.status === 'damaged' ? [errorLine(file.error)] : []));
  const verdict = sound
    ? style.good(dataset === undefined ? 'sound' : `sound, ${knownDatasets[dataset].title}`)
    : style.bad('not sound');
  return [
    facts(
      [
        ['folder', folder],
        ['verdict', verdict],
      ],
      style,
    ),
    '',
    table([{ heading: 'file' }, { heading: 'state' }, { heading: 'bytes', align: 'right' }], rows, style),
    ...damaged,
  ].join('\n');
}

function fileState(file: FileCheck, style: Style): readonly [state: string, bytes: string] {
  switch (file.status) {
    case 'missing':
      return [style.bad('missing'), ''];
    case 'damaged':
      return [style.bad('damaged'), ''];
    case 'verified':
      return [style.good('verified by SHA-256'), formatCount(file.bytes)];
    case 'readable':
      return [style.good('readable'), formatCount(file.bytes)];
    default:
      return file satisfies never;
  }
}

function checkToJson({ folder, dataset, files, sound }: DatasetCheck) {
  const told = files.map((file) =>
    file.status === 'damaged'
      ? { ...file, error: { code: file.error.code, message: file.error.message, fix: file.error.fix } }
      : file,
  );
  return { schema: 1, folder, dataset, sound, files: told };
}

function unknownDataset(name: string): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_OPTION_DATASET',
    `There is no dataset called ${name} to fetch.`,
    `Use one of ${Object.keys(knownDatasets).join(', ')}; a folder of your own goes to train with --data DIR.`,
  );
}
