// The command line: flags in, typed options or an error that names the flag out.

import { Command, CommanderError } from 'commander';
import * as v from 'valibot';
import { CONTENDER_NAMES } from './contenders/contender.js';
import { SUITE_NAMES } from './suites/suite.js';

const list = <const Names extends readonly string[]>(names: Names) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.split(',').map((name) => name.trim())),
    v.array(v.picklist(names, ({ received }) => `${received} is none of ${names.join(', ')}`)),
  );

const wholeNumber = v.pipe(
  v.string(),
  v.regex(/^\d+$/, 'it must be a whole number from 1'),
  v.transform(Number),
  v.minValue(1, 'it must be a whole number from 1'),
);

const Options = v.object({
  adapter: v.optional(v.string()),
  rounds: wholeNumber,
  seconds: v.pipe(
    v.string(),
    v.transform(Number),
    v.check((seconds) => seconds > 0, 'it must be a number above 0'),
  ),
  only: v.optional(list(CONTENDER_NAMES)),
  suite: v.union([
    v.pipe(
      v.literal('all'),
      v.transform(() => [...SUITE_NAMES]),
    ),
    list(SUITE_NAMES),
  ]),
  out: v.string(),
  json: v.optional(v.boolean(), false),
  updateReadme: v.optional(v.boolean(), false),
});

export type BenchOptions = Readonly<v.InferOutput<typeof Options>>;

/**
 * @returns The options, or what to print and the exit code where there is nothing to do.
 */
export function parseOptions(
  args: readonly string[],
  resultsFolder: string,
): { readonly options: BenchOptions } | { readonly text: string; readonly exitCode: number } {
  let text = '';
  const command = new Command('bench')
    .description('Times shadegrad against its peers, side by side in one run.')
    .option('--adapter <name>', 'hardware, software, or a part of an adapter’s name; the same for all')
    .option('--rounds <n>', 'turns that each contender takes', '7')
    .option('--seconds <n>', 'about how long one turn takes; a training step is never cut', '5')
    .option('--only <names>', `some of ${CONTENDER_NAMES.join(', ')}`)
    .option('--suite <names>', `some of ${SUITE_NAMES.join(', ')}, or all`, 'peers')
    .option('--out <folder>', 'where a table and its JSON are written', resultsFolder)
    .option('--json', 'print JSON instead of tables')
    .option('--update-readme', 'put the table against the peers into README.md')
    .configureOutput({
      writeOut: (written) => (text += written),
      writeErr: (written) => (text += written),
    })
    .exitOverride();
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { text, exitCode: error.exitCode };
    throw error;
  }
  const parsed = v.safeParse(Options, command.opts());
  if (parsed.success) return { options: parsed.output };
  const [issue] = parsed.issues;
  return { text: `--${String(issue.path?.[0]?.key)}: ${messageOf(issue)}.\n`, exitCode: 1 };
}

/** Of a union's branches, the last says what the list may hold. */
function messageOf(issue: v.BaseIssue<unknown>): string {
  const inner = issue.issues?.at(-1);
  return inner === undefined ? issue.message : messageOf(inner);
}
