// The shadegrad command as a function: arguments in, exit code out.

import { CommanderError } from 'commander';
import { ShadegradError } from '@shadegrad/core';
import { EXIT, exitCodeFor, type ExitCode } from './exit-codes.js';
import { buildProgram } from './program.js';
import { processSurroundings, type Surroundings } from './terminal/output.js';
import { printError, toToldError } from './told-error.js';

export { EXIT, type ExitCode } from './exit-codes.js';
export type { Output, Surroundings } from './terminal/output.js';

/**
 * Runs `shadegrad`.
 *
 * @param args What follows the command's name, as in `process.argv.slice(2)`.
 * @param surroundings Where to write. Default: the process' streams and environment.
 * @returns The exit code; errors are printed, not thrown.
 * @example
 * ```ts
 * import { run } from '@shadegrad/cli';
 *
 * const exitCode = await run(['--version']);
 * console.log(exitCode); // 0
 * ```
 */
export async function run(
  args: readonly string[],
  surroundings: Surroundings = processSurroundings(args),
): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = buildProgram(surroundings, (exit) => {
    code = exit;
  });
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const told = error instanceof CommanderError ? usageError(error) : error;
    printError(told, surroundings);
    return exitCodeFor(toToldError(told).code);
  }
}

/** Commander's message, split into what happened and what it suggests. */
function usageError(error: CommanderError): ShadegradError {
  const [what = '', suggestion = ''] = error.message.replace(/^error: /, '').split('\n');
  const meant = /Did you mean (.+)\?/.exec(suggestion)?.[1];
  return new ShadegradError(
    'SHADEGRAD_USAGE',
    `${what.charAt(0).toUpperCase()}${what.slice(1)}.`.replace(/\.\.$/, '.'),
    meant === undefined ? 'Run it with --help, which lists what there is.' : `Did you mean ${meant}?`,
    { cause: error },
  );
}
