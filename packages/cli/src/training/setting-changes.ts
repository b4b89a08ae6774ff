// What is no longer as it was when a run goes on: settings that the person changed, another adapter, other versions.

import type { RunConfig, SettingChange } from '@shadegrad/core';

type Comparable = Pick<
  RunConfig,
  | 'epochs'
  | 'optimizer'
  | 'schedule'
  | 'logEvery'
  | 'checkpointEvery'
  | 'keepCheckpoints'
  | 'onNan'
  | 'adapter'
  | 'versions'
>;

/** What changed from `before` to `now`, each by its name as config.json has it. */
export function settingChanges(before: Comparable, now: Comparable): readonly SettingChange[] {
  const [old, current] = [flat(before), flat(now)];
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((setting) => {
    const [from = 'absent', to = 'absent'] = [old.get(setting), current.get(setting)];
    return from === to ? [] : [{ setting, from, to }];
  });
}

function flat(config: Comparable): ReadonlyMap<string, string> {
  const { epochs, optimizer, schedule, logEvery, checkpointEvery, keepCheckpoints } = config;
  const { onNan, adapter, versions } = config;
  const entries: (readonly [string, unknown])[] = [
    ['epochs', epochs],
    ...Object.entries(optimizer).map(([key, value]) => [`optimizer.${key}`, value] as const),
    ...Object.entries(schedule).map(([key, value]) => [`schedule.${key}`, value] as const),
    ['logEvery', logEvery],
    ['checkpointEvery.steps', checkpointEvery.steps],
    ['checkpointEvery.seconds', checkpointEvery.seconds],
    ['keepCheckpoints', keepCheckpoints],
    ['onNan', onNan],
    ['adapter', adapter.name],
    ...Object.entries(versions).map(([key, value]) => [`versions.${key}`, value] as const),
  ];
  return new Map(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, text(value)] as const])),
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
