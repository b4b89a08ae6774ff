// Runs turbo without the telemetry that it sends by default: whoever tries shadegrad has not agreed to it. An
// environment variable is the only switch that belongs to a project and not to a person's account. And lets it find the
// pnpm that lies in node_modules, also where npm has not seen to that.

import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

const modules = join(import.meta.dirname, '../node_modules');
const turbo = join(modules, 'turbo/bin/turbo');
const path = `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`;
const { status } = spawnSync(process.execPath, [turbo, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1' },
});
process.exitCode = status ?? 1;
