import { check } from 'prettier';
import { expect, test } from 'vitest';
import { replaceTable } from './readme.js';
import { toMarkdown, type Report } from './report.js';

const report: Report = {
  schema: 1,
  suite: 'peers',
  title: 'Against peers',
  time: '2026-11-25T03:00:00.000Z',
  command: 'npm run bench -- --adapter llvmpipe',
  machine: {
    processor: 'AMD EPYC',
    cores: 2,
    memoryBytes: 24 * 2 ** 30,
    system: 'Debian 12',
    node: '20.20.2',
  },
  pictures: 'mnist',
  table: {
    columns: [{ heading: '' }, { heading: 'training, images/s', align: 'right' }],
    rows: [
      ['shadegrad', '612 (600–620)'],
      ['PyTorch (CPU)', '431'],
    ],
  },
  notes: ['Medians.'],
  data: [],
  devices: { shadegrad: 'llvmpipe', 'PyTorch (CPU)': 'AMD EPYC, 2 threads' },
  versions: { shadegrad: '0.1.0', torch: '2.9.0' },
};

test('the table is readable as text and says what it was made with', () => {
  expect(toMarkdown(report)).toBe(`|               | training, images/s |
| ------------- | -----------------: |
| shadegrad     |      612 (600–620) |
| PyTorch (CPU) |                431 |

- Medians.
- On llvmpipe for shadegrad; AMD EPYC, 2 threads for PyTorch (CPU). 2 cores of AMD EPYC, 24.0 GiB, Debian 12. shadegrad 0.1.0, torch 2.9.0, Node 20.20.2. Pictures: mnist.
- Made by \`npm run bench -- --adapter llvmpipe\` on 2026-11-25.
`);
});

test('a device that all ran on is named once', () => {
  const devices = { shadegrad: 'llvmpipe', 'jax-js (WebGPU)': 'llvmpipe' };
  expect(toMarkdown({ ...report, devices })).toContain('- On llvmpipe. 2 cores');
});

test('a page with a new table is formatted as Prettier formats it', async () => {
  const page = '# A page\n\n<!-- bench:start -->\n\nold\n\n<!-- bench:end -->\n\nThe rest.\n';
  const updated = replaceTable(page, toMarkdown(report));
  expect(updated).not.toContain('old');
  expect(updated).toContain('The rest.');
  expect(await check(updated, { parser: 'markdown' })).toBe(true);
});

test('a page without a place for the table is left alone', () => {
  expect(() => replaceTable('# A page\n', 'table')).toThrow('README.md has no <!-- bench:start -->');
});
