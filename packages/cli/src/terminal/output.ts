// Where a command writes to, and what that place can show: colour, Unicode, how many columns, redrawing in place.

import type { WriteStream } from 'node:tty';

export interface Output {
  write(text: string): void;
  /** A person watches: lines may be redrawn in place. */
  readonly isTerminal: boolean;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Width in characters, asked for at each drawing because windows change. */
  columns(): number;
}

/** Where a command reads its surroundings from and writes to. */
export interface Surroundings {
  /** What followed the command's name. */
  readonly args: readonly string[];
  /** Results. */
  readonly stdout: Output;
  /** Progress and logs. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The process' own streams. */
export function processSurroundings(args: readonly string[]): Surroundings {
  const { env } = process;
  return {
    args,
    stdout: streamOutput(process.stdout, env),
    stderr: streamOutput(process.stderr, env),
    env,
  };
}

function streamOutput(stream: WriteStream, env: Surroundings['env']): Output {
  // A reader that has seen enough (`| head`) closes the pipe, and a terminal that is closed gives EIO: what is left has
  // nowhere to go, and that is no error.
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    open = false;
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    isTerminal: stream.isTTY && env['TERM'] !== 'dumb',
    colour: wantsColour(stream, env),
    unicode: showsUnicode(env, process.platform),
    columns: () => (stream.isTTY ? stream.columns : 100) || 80,
  };
}

/** https://no-color.org and https://force-color.org: a variable counts unless it is empty; NO_COLOR wins. */
function wantsColour(stream: WriteStream, env: Surroundings['env']): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY && env['TERM'] !== 'dumb' && stream.getColorDepth() > 1;
}

/** Terminals draw Unicode unless they say otherwise; old Windows consoles and the Linux console do not. */
export function showsUnicode(env: Surroundings['env'], platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return Boolean(env['WT_SESSION'] ?? env['TERM_PROGRAM'] ?? env['CI']);
  if (env['TERM'] === 'linux') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return locale === undefined || locale === '' || !['C', 'POSIX'].includes(locale);
}
