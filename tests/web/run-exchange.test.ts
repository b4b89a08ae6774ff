// Runs and settings that go from the page to elsewhere and come in: as a zip to the command line and from it, and as an
// address. What is broken or hostile is refused in words.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli, jsonLines, shadegrad, SMALL_MODEL } from '../support/cli.js';
import { useTrainingPage } from '../support/training-page.js';

const visitor = useTrainingPage();
const folder = await mkdtemp(join(tmpdir(), 'shadegrad-web-exchange-'));

beforeAll(buildCli, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a run made here is evaluated by the command line to the same count, and goes on there', async () => {
  await visitor.chooseTiny();
  await visitor.button('Train').click();
  const correct = await visitor.correctCount();
  await visitor.unfold();
  const { name, bytes } = await visitor.download(() => visitor.rowButton('Run folder').click());
  const run = await unpack(bytes, join(folder, 'from-page'));
  expect(name).toMatch(/_tiny_s42\.zip$/);
  expect((await readdir(run)).toSorted()).toEqual([
    'best',
    'checkpoints',
    'config.json',
    'evaluation.json',
    'metrics.jsonl',
  ]);

  const evaluated = await shadegrad(folder, ['evaluate', run, '--adapter', 'swiftshader', '--json']);
  expect(evaluated).toMatchObject({ code: 0 });
  expect(jsonLines(evaluated.stdout)[0]).toMatchObject({ correct, count: 2000 });

  const longer = ['train', '--resume', run, '--epochs', '2'];
  const resumed = await shadegrad(folder, [...longer, '--adapter', 'swiftshader', '--json']);
  expect(resumed).toMatchObject({ code: 0 });
  const steps = jsonLines(resumed.stdout).filter(({ type }) => type === 'step');
  expect([steps[0]?.['step'], steps.at(-1)?.['step']]).toEqual([170, 338]);
}, 240_000);

test('a run made by the command line opens here, with the same count of right answers', async () => {
  await writeFile(join(folder, 'small.json'), JSON.stringify(SMALL_MODEL));
  const data = ['--data', 'synthetic', '--limit', '600'];
  const settings = ['--model', 'small.json', '--epochs', '2', '--batch-size', '50'];
  const out = ['--out', 'cli-runs', '--adapter', 'swiftshader', '--json'];
  const trained = await shadegrad(folder, ['train', ...data, ...settings, ...out]);
  expect(trained).toMatchObject({ code: 0 });
  const evaluation = jsonLines(trained.stdout).find(({ type }) => type === 'evaluation');
  const [run = ''] = await readdir(join(folder, 'cli-runs'));
  const files = await filesOf(join(folder, 'cli-runs', run));
  await visitor.takeIn(`${run}.zip`, zipSync(files));
  expect(await visitor.correctCount()).toBe(evaluation?.['correct']);
  await visitor.page.getByText('as recorded').waitFor();
  // Its curve is here as well.
  await visitor.page.getByText('Epochs as a table').click();
  expect(await visitor.page.locator('epoch-table tbody tr').count()).toBe(2);
}, 240_000);

test.each([
  ['a file that is no zip', Buffer.from('hello'), 'cannot be read as a zip'],
  [
    'a zip with a path outside of its folder',
    zipSync({ 'run/config.json': text('{}'), '../../evil.txt': text('x') }),
    'would lie outside of its folder: "../../evil.txt"',
  ],
  [
    'a zip that declares a huge size',
    declaring(2 ** 31, zipSync({ 'run/config.json': text('{}') })),
    'says that it has 2,147,483,648 bytes',
  ],
  ['a zip without a run', zipSync({ 'holiday.txt': text('x') }), 'holds no run'],
  [
    'a run of another version',
    zipSync({ 'config.json': text('{"schema": 99}') }),
    'is of version 99 of the run folder',
  ],
])('%s is refused in words', async (_, bytes, why) => {
  await visitor.takeIn('gift.zip', bytes);
  const { page } = visitor;
  await page.locator('runs-panel').getByRole('alert').filter({ hasText: why }).waitFor();
  expect(await page.locator('run-row').count()).toBe(0);
});

test('an address carries network, settings and seed; a hostile one is refused in words', async () => {
  const { page, app } = visitor;
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await visitor.chooseTiny();
  await visitor.set('Seed', 7);
  await visitor.button('Link').click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.startsWith(`${app.url}#share=1.`)).toBe(true);

  await visitor.visit(new URL(link).hash);
  await page.getByText('Network, settings and seed are those of the link').waitFor();
  expect(await page.getByRole('spinbutton', { name: 'Seed' }).inputValue()).toBe('7');
  expect(await page.getByRole('spinbutton', { name: 'Epochs' }).inputValue()).toBe('1');
  expect(await page.locator('layer-row').count()).toBe(4);
  expect(page.url()).toBe(app.url);

  for (const [hash, why] of [
    [link.slice(app.url.length, -20), 'it is cut off or was changed'],
    ['#share=9.e30', 'it has version 9'],
    [shared({ model: { layers: 'x'.repeat(100) } }), 'no network with its settings'],
    [`#share=1.${'A'.repeat(40_000)}`, 'longer than any network needs'],
  ] as const) {
    await page.goto('about:blank');
    await visitor.visit(hash);
    await page.locator('link-notice').getByRole('alert').filter({ hasText: why }).waitFor();
    // The small network's.
    expect(await page.locator('layer-row').count()).toBe(7);
  }
});

function shared(json: unknown): string {
  return `#share=1.${Buffer.from(JSON.stringify(json)).toString('base64url')}`;
}

function text(contents: string): Uint8Array {
  return new TextEncoder().encode(contents);
}

/** The zip with another size declared for its one file. */
function declaring(size: number, zip: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(zip);
  const view = new DataView(changed.buffer);
  const CENTRAL_HEADER = 0x02014b50;
  for (let at = 0; at + 28 <= changed.length; at += 1) {
    if (view.getUint32(at, true) === CENTRAL_HEADER) view.setUint32(at + 24, size, true);
  }
  return changed;
}

async function unpack(bytes: Uint8Array, into: string): Promise<string> {
  const files = Object.entries(unzipSync(bytes));
  for (const [name, contents] of files) {
    await mkdir(dirname(join(into, name)), { recursive: true });
    await writeFile(join(into, name), contents);
  }
  return join(into, files[0]?.[0].split('/')[0] ?? '');
}

async function filesOf(from: string): Promise<Record<string, Uint8Array>> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = files.map(
    async (file) => [file.slice(from.length + 1), new Uint8Array(await readFile(file))] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}
