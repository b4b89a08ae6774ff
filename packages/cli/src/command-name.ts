// How the person called this command, so that what it suggests can be typed as it stands.

import type { Surroundings } from './terminal/output.js';

/** The words before a subcommand's arguments: `shadegrad train`, or `npm run train --` inside this repository. */
export function commandName(subcommand: string, { env }: Pick<Surroundings, 'env'>): string {
  const script = env['npm_lifecycle_event'];
  if (script === subcommand) return `npm run ${script} --`;
  if (script === 'shadegrad') return `npm run shadegrad -- ${subcommand}`;
  return `shadegrad ${subcommand}`;
}

/** An argument as a shell takes it. */
export function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
