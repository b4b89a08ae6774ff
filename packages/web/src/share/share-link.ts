// Network, settings and seed as part of an address, and back. The part after # never reaches a server. It may come from
// anywhere, so nothing of it is believed before it is checked.

import {
  modelToJson,
  parseModel,
  parseOptimizer,
  parseSchedule,
  ShadegradError,
  type Model,
  type ModelJson,
} from '@shadegrad/core';
import * as v from 'valibot';
import { settingsProblem, type TrainingSettings } from '../training/settings.js';

/** Raised when a reader of the old address would misread the new one. */
const VERSION = 1;

const PREFIX = '#share=';

/** No network that a person draws comes near; longer addresses are cut by what carries them. */
const MOST_CHARACTERS = 30_000;

const schema = v.strictObject({
  model: v.unknown(),
  optimizer: v.unknown(),
  schedule: v.unknown(),
  epochs: v.number(),
  batchSize: v.number(),
  validationSplit: v.number(),
  dropout: v.boolean(),
  seed: v.number(),
  onNan: v.optional(v.picklist(['stop', 'rollback']), 'stop'),
});

export interface SharedSetup {
  readonly model: ModelJson;
  readonly settings: TrainingSettings;
}

/** `#share=1.eyJtb2Rl…` */
export function encodeShare({ model, settings }: { model: Model; settings: TrainingSettings }): string {
  const json = JSON.stringify({ model: modelToJson(model), ...settings });
  return `${PREFIX}${VERSION}.${toBase64Url(new TextEncoder().encode(json))}`;
}

/**
 * Reads what follows # in an address; undefined where it shares nothing.
 *
 * @throws ShadegradError `SHADEGRAD_LINK…`, and what is wrong with the network or the settings in it.
 */
export function parseShare(hash: string): SharedSetup | undefined {
  if (!hash.startsWith(PREFIX)) return undefined;
  if (hash.length > MOST_CHARACTERS) throw badLink('it is longer than any network needs');
  const [, version, payload] = /^(\d{1,9})\.([\w-]+)$/.exec(hash.slice(PREFIX.length)) ?? [];
  if (version === undefined || payload === undefined) throw badLink('it is cut off or was changed');
  if (Number(version) !== VERSION) {
    throw new ShadegradError(
      'SHADEGRAD_LINK_VERSION',
      `The address was made by another version of this page: it has version ${version}, this page reads ${VERSION}.`,
      'Reload the page, or ask for a new link.',
    );
  }
  const result = v.safeParse(schema, parseJson(payload));
  if (!result.success) throw badLink('what it holds is no network with its settings');
  const { model, optimizer, schedule, ...rest } = result.output;
  const settings = { ...rest, optimizer: parseOptimizer(optimizer), schedule: parseSchedule(schedule) };
  const problem = settingsProblem(settings);
  if (problem !== undefined) throw badLink(problem.replace(/\.$/, ''));
  return { model: modelToJson(parseModel(model)), settings };
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(payload)));
  } catch (cause) {
    throw badLink('it is cut off or was changed', cause);
  }
}

function badLink(why: string, cause?: unknown): ShadegradError {
  return new ShadegradError(
    'SHADEGRAD_LINK',
    `The address shares a network, but it cannot be read: ${why}.`,
    'The page begins with its own network instead. Copy the whole link again, or ask for a new one.',
    { cause },
  );
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
