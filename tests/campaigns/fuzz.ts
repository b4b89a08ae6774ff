// Every parser with many inputs: npm run campaign:fuzz -- [INPUTS] [PARSER…]

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzz } from '../support/fuzz/fuzz.js';
import { parsers } from '../support/fuzz/parsers.js';

const [given = '100000', ...names] = process.argv.slice(3);
const inputs = Number(given);
const chosen = parsers.filter(({ name }) => names.length === 0 || names.includes(name));
const memory = '/dev/shm';
const folder = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), 'shadegrad-fuzz-'));
try {
  for (const parser of chosen) {
    const { name, inputsPerProcess = Infinity } = parser;
    if (inputs > inputsPerProcess) {
      const [node, ...script] = [process.execPath, ...process.execArgv, ...process.argv.slice(1, 3)];
      for (let done = 0; done < inputs; done += inputsPerProcess) {
        const part = String(Math.min(inputsPerProcess, inputs - done));
        const { status } = spawnSync(node, [...script, part, name], { stdio: 'inherit' });
        if (status !== 0) throw new Error(`${name}: the process for inputs from ${done} on failed`);
      }
      continue;
    }
    const begun = performance.now();
    const report = await fuzz(parser, { inputs, folder });
    const seconds = Math.round((performance.now() - begun) / 1000);
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${parser.name}: ${report.inputs} inputs in ${seconds} s, ${report.accepted} read; slowest ${report.slowest.toFixed(0)} ms; at most ${report.mostBytes} bytes an input; process at most ${peak} MiB`,
    );
    console.log(
      `  ${Object.entries(report.refused)
        .map(([code, count]) => `${code} ${count}`)
        .join(', ')}`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
