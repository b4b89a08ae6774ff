// Makes one run after the other with the built command, in one process, until it is killed:
//   node kill-worker.mjs FOLDER FIRST
// Run i lies in FOLDER/runs/i; where there is one already, it goes on. Says "begin i", "done i" and, whenever a checkpoint
// is about to be written, "checkpoint i" on stdout.

import { existsSync, mkdirSync, promises, readdirSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { KILLED_RUN } from './kill-settings.mjs';

const [folder, first] = process.argv.slice(2);
process.chdir(folder);
let current = Number(first);

const { mkdir } = promises;
promises.mkdir = (path, options) => {
  if (/^\.step-.*\.next$/.test(basename(String(path)))) console.log(`checkpoint ${current}`);
  return mkdir(path, options);
};
syncBuiltinESMExports();
const { run } = await import('../../packages/cli/dist/index.js');

let said = '';
const output = {
  write: (text) => {
    said += text;
  },
  isTerminal: false,
  colour: false,
  unicode: true,
  columns: () => 100,
};

/** The run that was begun in `out`, unless it was killed before it had its settings. */
function unfinished(out) {
  return readdirSync(out)
    .map((name) => join(out, name))
    .find((path) => existsSync(join(path, 'config.json')));
}

for (; ; current++) {
  const out = `runs/${current}`;
  mkdirSync(out, { recursive: true });
  const path = unfinished(out);
  said = '';
  console.log(`begin ${current}`);
  const args = path === undefined ? ['train', ...KILLED_RUN, '--out', out] : ['train', '--resume', path];
  const code = await run(args, { args, stdout: output, stderr: output, env: process.env });
  if (code !== 0) {
    console.error(`shadegrad ${args.join(' ')} ended with ${code}:\n${said}`);
    process.exit(1);
  }
  console.log(`done ${current}`);
}
