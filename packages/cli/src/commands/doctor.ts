// shadegrad doctor: what this machine computes on, what it could, and what to do when something is missing.

import { arch, cpus, platform, release, totalmem } from 'node:os';
import { listAdapters, openGpu, type AdapterDescription, type AdapterListing } from '@shadegrad/core/node';
import { ShadegradError, type TuningTable } from '@shadegrad/core';
import { cacheFolder } from '@shadegrad/data/node';
import * as v from 'valibot';
import { EXIT, exitCodeFor, type ExitCode } from '../exit-codes.js';
import { formatBytes, formatCount } from '../format.js';
import { flag, text } from '../options/flag-schemas.js';
import { parseOptions } from '../options/parse-options.js';
import { packageVersions } from '../package-versions.js';
import type { Output, Surroundings } from '../terminal/output.js';
import { createStyle, type Style } from '../terminal/style.js';
import { facts } from '../terminal/table.js';
import { rememberedTable } from '../tuning-file.js';
import { errorLine, toToldError, type ToldError } from '../told-error.js';

interface Findings {
  /** What `shadegrad train` would compute on. */
  readonly chosen?: AdapterDescription;
  readonly problem?: ToldError;
  readonly adapters: readonly AdapterListing[];
  readonly versions: Readonly<Record<string, string>>;
  readonly system: {
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memory: number;
  };
  readonly cache: string;
  /** What was found to be fastest on the chosen adapter, by matrix product. */
  readonly tuning: TuningTable;
}

const schema = v.object({ json: flag, check: flag, thorough: flag, adapter: v.optional(text) });

export async function doctor(raw: unknown, surroundings: Surroundings): Promise<ExitCode> {
  const { check, ...flags } = parseOptions(schema, raw);
  if (check) {
    const { checkCommand } = await import('./doctor-check.js');
    return checkCommand(flags, surroundings);
  }
  if (flags.thorough || flags.adapter !== undefined) throw withoutCheck();
  const { json } = flags;
  const { stdout, env } = surroundings;
  const findings = await examine(env);
  if (json) {
    const problem = findings.problem && pick(findings.problem);
    stdout.write(
      `${JSON.stringify({ schema: 1, type: 'doctor', ...findings, ...(problem && { problem }) })}\n`,
    );
  } else {
    stdout.write(`${describe(findings, stdout)}\n`);
  }
  return findings.problem === undefined ? EXIT.done : exitCodeFor(findings.problem.code);
}

function withoutCheck(): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_OPTION_CONFLICT',
    '--thorough and --adapter belong to --check.',
    'Add --check, or leave them out.',
  );
}

async function examine(env: Surroundings['env']): Promise<Findings> {
  const known = {
    versions: packageVersions(),
    system: {
      platform: `${platform()} ${release()} ${arch()}`,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memory: totalmem(),
    },
    cache: cacheFolder(env),
    tuning: {},
  };
  try {
    const gpu = await openGpu();
    gpu.close();
    const tuning = await rememberedTable(gpu.adapter, env);
    return { ...known, chosen: gpu.adapter, adapters: await listAdapters(), tuning };
  } catch (error) {
    const adapters = await listAdapters().catch((): readonly AdapterListing[] => []);
    return { ...known, problem: toToldError(error), adapters };
  }
}

function describe(findings: Findings, stdout: Output): string {
  const { chosen, problem, adapters, versions, system, cache, tuning } = findings;
  const style = createStyle(stdout);
  const sections = [
    heading('This machine', style),
    facts(
      [
        ['system', system.platform],
        ['processor', `${system.cpu}, ${formatCount(system.cores)} cores`],
        ['memory', formatBytes(system.memory)],
        ['cache', cache],
        ...Object.entries(versions),
      ],
      style,
    ),
    '',
    heading('Adapters', style),
    ...adapters.map((listing) => describeListing(listing, style)),
  ];
  if (chosen !== undefined) {
    sections.push('', heading('What shadegrad computes on', style), describeAdapter(chosen, style));
    sections.push('', heading('Tuned for it', style), describeTuning(tuning, style));
    if (chosen.kind === 'software') sections.push('', SOFTWARE_ADVICE);
  }
  sections.push('', problem === undefined ? style.good('Ready.') : style.bad(errorLine(problem)));
  return sections.join('\n');
}

function heading(title: string, style: Style): string {
  return style.bold(title);
}

function describeListing(listing: AdapterListing, style: Style): string {
  if (listing.usable) {
    const { name, kind, origin } = listing.adapter;
    return `${style.good('usable')}    ${name} (${kind}, ${origin})`;
  }
  return `${style.bad('unusable')}  ${listing.name} (${listing.origin}): ${listing.why}\n          Fix: ${listing.fix}`;
}

function describeAdapter(adapter: AdapterDescription, style: Style): string {
  const { name, kind, vendor, architecture, driver, origin, reason, features, limits, subgroupSize } =
    adapter;
  return facts(
    [
      ['adapter', `${name} (${kind})`],
      ['chosen', reason],
      ['origin', origin],
      ['vendor', [vendor, architecture].filter((word) => word !== '').join(' ') || 'not told'],
      ['driver', driver || 'not told'],
      [
        'subgroups',
        subgroupSize === undefined ? 'not told' : `${subgroupSize[0]} to ${subgroupSize[1]} lanes`,
      ],
      ['features', features.join('\n') || 'none'],
      ...Object.entries(limits).map(([limit, value]) => [limit, formatCount(value)] as const),
    ],
    style,
  );
}

function describeTuning(tuning: TuningTable, style: Style): string {
  const products = Object.entries(tuning);
  if (products.length === 0) {
    return 'nothing yet: a built-in table chooses kernels. "shadegrad train --tune quick" measures and remembers.';
  }
  return facts(
    products.map(([key, { variant, thoroughness, speedup }]) => [
      key,
      `${variant}: ${speedup === 1 ? 'the built-in table’s choice' : `${speedup.toFixed(2)} times as fast as the built-in table’s choice`} (${thoroughness})`,
    ]),
    style,
  );
}

const SOFTWARE_ADVICE =
  'This adapter computes on the processor. With a GPU, install its Vulkan driver (Linux) or update it (Windows,\n' +
  'macOS) and run this again. Without one, Mesa 25’s lavapipe is about five times as fast as SwiftShader.';

/** Errors have no enumerable message. */
function pick({ code, message, fix }: ToldError): ToldError {
  return { code, message, fix };
}
